"""Deployment: one ONNX file, run without PyTorch, its graph read, and linear layers in int8."""

import contextlib
import copy
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

Node = tuple[str, list[str], list[str]]


@contextlib.contextmanager
def eval_mode(model: nn.Module) -> Iterator[None]:
    """Eval mode for the time of a with block."""
    before = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, mode in before:
            module.training = mode


def export_onnx(model: nn.Module, example: torch.Tensor, path: str | Path) -> None:
    """Write a network as one self-contained ONNX file."""
    device = next((p.device for p in model.parameters()), torch.device("cpu"))
    example = example.detach().to(device, torch.float32)
    two = torch.cat([example, example])  # a batch of one would be taken for a constant
    with eval_mode(model), torch.no_grad():
        torch.onnx.export(
            model,
            (two,),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_shapes=({0: torch.export.Dim("batch")},),
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def run_onnx(path: str | Path, x: np.ndarray | torch.Tensor) -> np.ndarray:
    """Run an ONNX file on the CPU."""
    import onnxruntime

    if isinstance(x, torch.Tensor):
        x = x.detach().cpu().numpy()
    x = np.asarray(x, dtype=np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    (output,) = session.run(None, {name: x})
    return output


def describe_graph(path: str | Path) -> list[Node]:
    """The nodes of an ONNX file's graph, in the file's order."""
    import onnx

    graph = onnx.load(str(path)).graph
    nodes = []
    for node in graph.node:
        nodes.append((node.op_type, list(node.input), list(node.output)))
    return nodes


class Int8Linear(nn.Module):
    """A linear layer whose weights are stored as int8, with one step for each output."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach()
        largest = weight.abs().amax(dim=1, keepdim=True)
        scale = torch.where(largest > 0, largest / 127, torch.ones_like(largest))
        steps = torch.round(weight / scale).clamp(-127, 127)
        self.register_buffer("weight", steps.to(torch.int8))
        self.register_buffer("scale", scale)
        bias = None if linear.bias is None else linear.bias.detach().clone()
        self.register_buffer("bias", bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weight = self.weight.to(torch.float32) * self.scale
        return F.linear(x, weight, self.bias)


def _swap_linears(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, Int8Linear(child))
        else:
            _swap_linears(child)


def quantize_dynamic(model: nn.Module) -> nn.Module:
    """A copy in eval mode whose linear layers keep their weights as int8."""
    small = copy.deepcopy(model)
    _swap_linears(small)
    return small.eval()
