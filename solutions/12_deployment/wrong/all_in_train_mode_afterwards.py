"""puts every part in train mode afterwards

`model.train()` wakes parts that were in eval mode on purpose, and puts a model in train mode that was not.

Hint: each module has a mode of its own.
"""

import torch


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(
            model,
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
            dynamo=False,
        )
    model.train()
