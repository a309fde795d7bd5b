"""Deployment: one ONNX file, run without PyTorch, its graph read, and linear layers in int8.

Conventions
-----------
- Networks are float32, take one tensor with the batch on axis 0, and return one tensor.
- Files are written to exactly the path that is given. A path is a str or a `pathlib.Path`.
- Every function here leaves the model it is given as it was: weights, buffers, and the train/eval
  mode of EVERY submodule. Inputs are never changed.
- onnx and onnxruntime are imported inside the functions that use them, because they are slow to load
  and not everybody who quantizes needs them.
- Inputs are valid unless a docstring says otherwise.
"""

import contextlib
import copy
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

Node = tuple[str, list[str], list[str]]

### BEGIN SOLUTION


@contextlib.contextmanager
def _eval_mode(model: nn.Module) -> Iterator[None]:
    """Put the model in eval mode, and give every submodule its own mode back afterwards."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


class _Int8Linear(nn.Module):
    """A linear layer whose weights are int8, with one scale for each output.

    The input is rounded to whole steps as well, each row with a scale of its own, measured when it
    arrives: that is what "dynamic" means. The products are then products of whole numbers.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach()
        scale = _scale(weight)
        self.register_buffer("weight", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale.squeeze(1))
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        step = _scale(x)
        whole = F.linear(torch.round(x / step), self.weight.to(x.dtype))
        out = whole * step * self.scale
        return out if self.bias is None else out + self.bias


def _scale(rows: torch.Tensor) -> torch.Tensor:
    """The size of one step for each row, so that its largest absolute value becomes 127."""
    largest = rows.abs().amax(-1, keepdim=True)
    return torch.where(largest > 0, largest / 127, torch.ones_like(largest))


### END SOLUTION


def export_onnx(model: nn.Module, example: torch.Tensor, path: str | Path) -> None:
    """Write a network as one self-contained ONNX file.

    The file describes the network in eval mode: batch norm with its running statistics, no dropout. It
    has one input and one output, both float32. The batch size is free: the first axis of input
    and output has a name, not a number, and any number of samples can be run.
    All weights are inside the file. No second file appears beside it.

    Parameters: `model`, in any mode and on any device; `example`, an input `(N, ...)`, N >= 1, whose values do not
    matter; `path`, the file to write.
    Source: the ONNX specification (onnx.ai); tracing as in PyTorch's `torch.onnx.export`.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Dropout(0.5))
    >>> export_onnx(net, torch.zeros(1, 3), folder.name + "/net.onnx")
    >>> [file.name for file in Path(folder.name).iterdir()], net.training
    (['net.onnx'], True)
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(
            model,
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_shapes=({0: torch.export.Dim("batch")},),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    ### END SOLUTION


def run_onnx(path: str | Path, x: np.ndarray | torch.Tensor) -> np.ndarray:
    """Run an ONNX file that has one input and one output, on the CPU, without PyTorch's layers.

    Parameters: `x`, an array or a tensor of any real dtype, on any device, with or without gradients being
    recorded; it is handed to the network as float32. The input may have any name in the file.
    Returns: the output, a float32 array.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> net = nn.Sequential(nn.Linear(3, 2), nn.Tanh())
    >>> x = torch.rand(5, 3)
    >>> export_onnx(net, x, folder.name + "/net.onnx")
    >>> y = run_onnx(folder.name + "/net.onnx", x)
    >>> y.shape, y.dtype, np.allclose(y, net(x).detach(), rtol=1e-4, atol=1e-5)
    ((5, 2), dtype('float32'), True)
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    import onnxruntime

    if isinstance(x, torch.Tensor):
        x = x.detach().cpu().numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (only_input,) = session.get_inputs()
    (output,) = session.run(None, {only_input.name: np.asarray(x, dtype=np.float32)})
    return output
    ### END SOLUTION


def describe_graph(path: str | Path) -> list[Node]:
    """The nodes of an ONNX file's graph, in the file's order.

    A model holds a graph, a graph holds nodes. A node is one operation with the names of the values it
    reads and writes; a weight is a named value too. Graphs inside of a node (branches of `If`) are
    not opened. An optional input that is left out has the empty name, and is kept.

    Returns: one tuple for each node: `(operation, inputs, outputs)`, a str and two lists of str.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> export_onnx(nn.Sequential(nn.Linear(3, 2), nn.Tanh()), torch.zeros(2, 3), folder.name + "/net.onnx")
    >>> nodes = describe_graph(folder.name + "/net.onnx")
    >>> [operation for operation, inputs, outputs in nodes]
    ['Gemm', 'Tanh']
    >>> nodes[0][1]
    ['input', '0.weight', '0.bias']
    >>> nodes[1][1] == nodes[0][2], nodes[1][2]
    (True, ['output'])
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    import onnx

    graph = onnx.load(str(path)).graph
    return [(node.op_type, list(node.input), list(node.output)) for node in graph.node]
    ### END SOLUTION


def quantize_dynamic(model: nn.Module) -> nn.Module:
    """A copy of a network, in eval mode, whose linear layers keep their weights as int8.

    A weight w becomes the whole number `q = round(w / s)`, |q| <= 127, with a step s that is chosen so that the
    largest absolute weight becomes 127 (of the layer, or of each output). The layer computes with `s * q`.
    Whether the inputs of a layer are rounded too (with a step measured from the data as they
    arrive, hence "dynamic") is left to you. Biases stay float32, and so does every other layer.

    In the copy's state dict every linear weight is one int8 tensor (`torch.int8`, or PyTorch's own
    quantized `torch.qint8`) with as many entries as before, and no float32 copy of it is left.
    Linear layers may lie at any depth. The model itself is not an `nn.Linear`.
    Source: Jacob et al., "Quantization and Training of Neural Networks for Efficient
    Integer-Arithmetic-Only Inference" (2018), with zero point 0.

    >>> net = nn.Sequential(nn.Linear(2, 2, bias=False), nn.ReLU())
    >>> _ = net[0].load_state_dict({"weight": torch.tensor([[1.27, -0.5], [0.3, 0.0]])})
    >>> small = quantize_dynamic(net)
    >>> small(torch.tensor([[1.0, 1.0]]))
    tensor([[0.7700, 0.3000]])
    >>> sorted({value.dtype for value in small.state_dict().values()}, key=str)
    [torch.float32, torch.int8]
    >>> net[0].weight.dtype, small.training, net.training
    (torch.float32, False, True)
    """
    ### BEGIN SOLUTION
    result = copy.deepcopy(model)
    for module in list(result.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, _Int8Linear(child))
    return result.eval()
    ### END SOLUTION
