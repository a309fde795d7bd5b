"""leaves the last axis free instead of the first

The batch is on axis 0. Declared free is the last one, so the file accepts any number of features and one number of
samples.

Hint: which axis counts the samples?
"""

import torch


def export_onnx(model, example, path):
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(
            model,
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_shapes=({example.dim() - 1: torch.export.Dim.AUTO},),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
