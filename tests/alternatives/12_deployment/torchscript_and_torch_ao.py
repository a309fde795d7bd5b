"""The older exporter and PyTorch's own (old) dynamic quantization; protobuf read by field."""

import copy
import warnings

import numpy as np
import torch
from torch import nn


def export_onnx(model, example, path):
    net = copy.deepcopy(model).cpu().eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (example.cpu(),),
            str(path),
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "n"}, "y": {0: "n"}},
            dynamo=False,
        )


def run_onnx(path, x):
    import onnxruntime

    session = onnxruntime.InferenceSession(open(path, "rb").read())
    array = torch.as_tensor(np.asarray(x) if not torch.is_tensor(x) else x)
    array = array.detach().to("cpu", torch.float32).contiguous().numpy()
    return session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: array})[0]


def describe_graph(path):
    import onnx

    model = onnx.ModelProto()
    with open(path, "rb") as file:
        model.ParseFromString(file.read())
    result = []
    for node in model.graph.node:
        result.append(
            (str(node.op_type), [str(n) for n in node.input], [str(n) for n in node.output])
        )
    return result


def quantize_dynamic(model):
    net = copy.deepcopy(model).cpu().eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.ao.quantization.quantize_dynamic(net, {nn.Linear}, dtype=torch.qint8)
