"""fixes the batch size to the example's

The example was traced with its own number of samples, and the file accepts only this number.

Hint: the exporter must be told which axis is free, and what its name is.
"""

import torch


def export_onnx(model, example, path):
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(model, (example.to(device),), str(path), dynamo=False)
