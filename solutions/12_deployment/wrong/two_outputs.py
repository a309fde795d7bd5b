"""gives the file two outputs

Beside the network's answer the file returns the input again. One output was asked for.

Hint: what does the model return?
"""

import torch


class _Both(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model(x), x * 1.0


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(
            _Both(model),
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output", "again"],
            dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}, "again": {0: "batch"}},
            dynamo=False,
        )
