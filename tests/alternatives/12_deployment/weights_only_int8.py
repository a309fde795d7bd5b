"""int8 weights with one scale for the layer, and float inputs; an in-memory export; recursion over children."""

import copy
import io

import numpy as np
import torch
from torch import nn


class Rounded(nn.Module):
    def __init__(self, weight, bias):
        super().__init__()
        top = float(weight.abs().max()) or 1.0
        self.step = top / 127
        self.register_buffer("q", torch.clamp((weight / self.step).round(), -127, 127).char())
        self.b = None if bias is None else nn.Parameter(bias.clone(), requires_grad=False)

    def forward(self, x):
        out = (x @ self.q.float().T) * self.step
        return out if self.b is None else out + self.b


def _swap(module):
    for name, child in module._modules.items():
        if type(child) is nn.Linear:
            bias = None if child.bias is None else child.bias.data
            module._modules[name] = Rounded(child.weight.data, bias)
        elif child is not None:
            _swap(child)
    return module


def quantize_dynamic(model):
    return _swap(copy.deepcopy(model)).train(False)


def export_onnx(model, example, path):
    modes = {module: module.training for module in model.modules()}
    many = example.repeat(3, *[1] * (example.ndim - 1)).to(next(model.parameters()).device)
    try:
        model.eval()
        program = torch.onnx.export(
            model, (many,), dynamic_shapes=[{0: torch.export.Dim("n")}], dynamo=True, verbose=False
        )
    finally:
        for module, mode in modes.items():
            module.training = mode
    program.save(str(path), external_data=False)


def run_onnx(path, x):
    import onnxruntime

    x = x.detach().cpu().numpy() if isinstance(x, torch.Tensor) else x
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_inputs()]
    return session.run(None, dict(zip(names, [np.array(x, np.float32)], strict=True)))[0]


def describe_graph(path):
    import onnx

    with open(path, "rb") as file:
        model = onnx.load(io.BytesIO(file.read()))
    return [(n.op_type, [*n.input], [*n.output]) for n in model.graph.node]
