"""exports in float64

The file asks for double inputs. Its users bring float32, as everybody does, and are refused.

Hint: which dtype do the weights of a PyTorch network have by default?
"""

import copy

import torch


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        double = copy.deepcopy(model).double()
        example = example.double()
        torch.onnx.export(
            double,
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
            dynamo=False,
        )
