"""Weights written as text."""

import torch
from harness_networks import about, scratch
from torch import nn

from grader.watching import state_of


class Holder(nn.Module):
    """A model that holds given tensors as parameters and buffers, some of them one level down."""

    def __init__(self, entries):
        super().__init__()
        for name, value, trainable in entries:
            *parents, last = name.split(".")
            owner = self
            for part in parents:
                if not hasattr(owner, part):
                    owner.add_module(part, nn.Module())
                owner = getattr(owner, part)
            if trainable:
                owner.register_parameter(last, nn.Parameter(value.clone()))
            else:
                owner.register_buffer(last, value.clone())


@about
def as_text(module, entries, as_path=False, device="cpu"):
    """Write a model of given tensors as text, and read the file."""
    with scratch() as folder:
        model = Holder(entries).to(device)
        before = state_of(model)
        module.export_weights_text(
            model, folder / "net.txt" if as_path else str(folder / "net.txt")
        )
        after = state_of(model)
        return {
            "text": (folder / "net.txt").read_bytes().decode("utf-8", "replace"),
            "names": list(before),
            "changed": [name for name in before if not torch.equal(before[name], after[name])],
        }
