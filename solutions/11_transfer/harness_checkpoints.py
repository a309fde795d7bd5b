"""Checkpoints: written, read, resumed, and what must not happen when one is loaded."""

import os
import pathlib
import pickle
from unittest import mock

import numpy as np
import torch
from harness_networks import about, build, scratch
from torch.nn import functional as F

from grader.watching import changed_modes, modes_of, state_of


def optimizer_for(net, kind, lr):
    if kind == "adam":
        return torch.optim.Adam(net.parameters(), lr=lr)
    return torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)


def train_on(net, optimizer, data, steps):
    """Some steps on random batches, with dropout: all chance is drawn from torch's generators."""
    net.train()
    losses = []
    for _ in range(steps):
        chosen = torch.randperm(len(data[1]))[:6]
        optimizer.zero_grad()
        loss = F.cross_entropy(net(data[0][chosen]), data[1][chosen])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def start(state, kind, data, steps, device):
    """A run up to the moment when it is saved: the learning rate has been lowered by then."""
    net = build(state, device, drop=0.5)
    optimizer = optimizer_for(net, kind, 0.02)
    torch.manual_seed(21)
    train_on(net, optimizer, data, steps)
    optimizer.param_groups[0]["lr"] = 0.01
    return net, optimizer


def other(state, kind, device):
    """Another model and optimizer of the same making, with other weights and a used generator."""
    mixed = {name: value + (2 if value.is_floating_point() else 4) for name, value in state.items()}
    torch.manual_seed(99)
    net = build(mixed, device, drop=0.5)
    return net, optimizer_for(net, kind, 0.5)


def plain_optimizer(optimizer):
    """What an optimizer knows, as plain data."""
    state = optimizer.state_dict()
    return {
        "lr": [group["lr"] for group in state["param_groups"]],
        "state": {
            str(index): {
                key: value.detach().clone().cpu()
                for key, value in entry.items()
                if isinstance(value, torch.Tensor)
            }
            for index, entry in state["state"].items()
        },
    }


@about
def uninterrupted(module, state, kind, data, first, more, device="cpu"):
    """A run without any stop."""
    data = (data[0].to(device), data[1].to(device))
    net, optimizer = start(state, kind, data, first, device)
    losses = train_on(net, optimizer, data, more)
    return {"losses": losses, "state": state_of(net)}


@about
def resumed(module, state, kind, data, first, more, epoch, as_path=False, device="cpu"):
    """Save a run, let it go on, load it into another model, and let that go on too."""
    data = (data[0].to(device), data[1].to(device))
    with scratch() as folder:
        path = folder / "run.pt" if as_path else str(folder / "run.pt")
        net, optimizer = start(state, kind, data, first, device)
        net.eval()
        net.body.train()
        modes, saved, known = modes_of(net), state_of(net), plain_optimizer(optimizer)
        module.save_checkpoint(path, net, optimizer, epoch)
        facts = {
            "modes after saving": changed_modes(net, modes),
            "files": sorted(file.name for file in folder.iterdir()),
            "saved state": saved,
            "state after saving": state_of(net),
            "saved optimizer": known,
            "losses after saving": train_on(net, optimizer, data, more),
        }
        net, optimizer = other(state, kind, device)
        net.eval()
        net.norm.train()
        modes = modes_of(net)
        facts["epoch"] = module.load_checkpoint(path, net, optimizer)
        facts |= {
            "modes after loading": changed_modes(net, modes),
            "loaded state": state_of(net),
            "loaded optimizer": plain_optimizer(optimizer),
        }
        facts["losses after loading"] = train_on(net, optimizer, data, more)
        facts["final state"] = state_of(net)
    return facts


@about
def saved(module, state, kind, data, steps, epoch, device="cpu"):
    """The bytes of a checkpoint, written after some steps."""
    data = (data[0].to(device), data[1].to(device))
    net, optimizer = start(state, kind, data, steps, device)
    with scratch() as folder:
        module.save_checkpoint(str(folder / "run.pt"), net, optimizer, epoch)
        return np.fromfile(folder / "run.pt", np.uint8)


@about
def loaded(module, state, kind, content, data, device="cpu"):
    """Load a checkpoint into another model: the epoch, the next numbers, and how it goes on."""
    net, optimizer = other(state, kind, device)
    with scratch() as folder:
        path = str(folder / "run.pt")
        content.tofile(path)
        epoch = module.load_checkpoint(path, net, optimizer)
    numbers = torch.rand(4)
    return {"epoch": epoch, "numbers": numbers, **one_more(net, optimizer, data, device)}


def one_more(net, optimizer, data, device):
    """The outputs of a model in eval mode, and its state after one more step on this batch."""
    images, labels = data[0].to(device), data[1].to(device)
    net.eval()
    with torch.no_grad():
        outputs = net(images)
    optimizer.zero_grad()
    F.cross_entropy(net(images), labels).backward()
    optimizer.step()
    return {"outputs": outputs, "state": state_of(net)}


def held(module, state, kind, data, steps):
    """What a checkpoint after so many steps holds: the state of the model and of the optimizer."""
    net, optimizer = start(state, kind, data, steps, "cpu")
    return state_of(net), optimizer.state_dict()


def gone_on(module, state, memory, kind, data):
    """How a model and an optimizer with these states go on."""
    net = build(state, "cpu", drop=0.5)
    optimizer = optimizer_for(net, kind, 0.5)
    optimizer.load_state_dict(memory)
    return one_more(net, optimizer, data, "cpu")


@about
def from_a_gpu(module, state, device="cpu"):
    """Load a checkpoint whose tensors say that they lay on a GPU that this machine does not have."""
    ones = torch.ones(6, 1, 8, 8, dtype=torch.float64, device=device)
    data = (ones, torch.arange(6, device=device))
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = start(state, "adam", data, 2, device)
        with mock.patch.object(torch.serialization, "location_tag", return_value="cuda:77"):
            module.save_checkpoint(path, net, optimizer, 3)
        saved = state_of(net)
        net, optimizer = other(state, "adam", device)
        try:
            epoch, message = module.load_checkpoint(path, net, optimizer), None
        except RuntimeError as error:
            epoch, message = None, str(error)
    return {"epoch": epoch, "message": message, "saved": saved, "loaded": state_of(net)}


@about
def next_numbers(module, state, drawn, device="cpu"):
    """Which random numbers come after saving, and which after loading?"""
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = other(state, "sgd", device)
        torch.manual_seed(13)
        torch.rand(drawn, device=device)
        torch.rand(drawn)
        module.save_checkpoint(path, net, optimizer, 1)
        after_saving = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
        torch.manual_seed(14)
        module.load_checkpoint(path, net, optimizer)
        after_loading = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
        torch.manual_seed(13)
        torch.rand(drawn, device=device)
        torch.rand(drawn)
        truth = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
    return {"truth": truth, "after saving": after_saving, "after loading": after_loading}


@about
def is_plain(module, state, device="cpu"):
    """Can the file be read with weights_only? The error comes back as text."""
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = start(state, "sgd", (torch.zeros(6, 1, 8, 8).double().to(device), torch.zeros(6, dtype=torch.int64, device=device)), 1, device)  # fmt: skip
        module.save_checkpoint(path, net, optimizer, 2)
        try:
            torch.load(path, map_location="cpu", weights_only=True)
        except pickle.UnpicklingError as error:
            return str(error).splitlines()[0][:200] or "UnpicklingError"
    return None


class Intruder:
    """What an attacker hides in a file: when it is unpickled the ordinary way, a folder is made."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.mkdir, (self.place,)


@about
def attacked(module, state, layout, device="cpu"):
    """Hide a call in a checkpoint of the learner's own making, and have it loaded.

    Layouts: "zip", the usual file; "legacy", the old file format; "deep", hidden among the weights;
    "pickle", a bare pickle without any tensors.
    """
    with scratch() as folder:
        path, mark = str(folder / "run.pt"), folder / "executed"
        net, optimizer = other(state, "sgd", device)
        module.save_checkpoint(path, net, optimizer, 3)
        content = torch.load(path, map_location="cpu", weights_only=True)
        if layout == "pickle":
            pathlib.Path(path).write_bytes(pickle.dumps({"epoch": 3, "note": Intruder(str(mark))}))
        else:
            content = add(content, Intruder(str(mark)), deep=layout == "deep")
            torch.save(content, path, _use_new_zipfile_serialization=layout != "legacy")
        net = build(state, device)
        optimizer = optimizer_for(net, "sgd", 0.5)
        torch.manual_seed(31)
        error = None
        try:
            module.load_checkpoint(path, net, optimizer)
        except Exception as problem:  # noqa: BLE001 - whatever refuses the file
            error = type(problem).__name__
        numbers = torch.rand(3)
        torch.manual_seed(31)
        return {
            "executed": mark.exists(),
            "error": error,
            "state": state_of(net),
            "numbers": numbers,
            "expected numbers": torch.rand(3),
        }


def add(content, intruder, deep):
    """The content with one entry more; in the first dict inside of it when `deep`."""
    if not isinstance(content, dict):
        return [*content, intruder] if isinstance(content, (list, tuple)) else [content, intruder]
    inner = [key for key, value in content.items() if isinstance(value, dict)]
    if deep and inner:
        return {**content, inner[0]: {**content[inner[0]], "note": intruder}}
    return {**content, "note": intruder}
