"""leaves the model in eval mode

Exporting in the middle of a training run then ends the training: batch norm and dropout stay off.

Hint: remember the modes before, and give them back.
"""

import torch


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    model.eval()
    torch.onnx.export(
        model,
        (example.to(device),),
        str(path),
        input_names=["input"],
        output_names=["output"],
        dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
        dynamo=False,
    )
