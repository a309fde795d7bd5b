"""exports probabilities instead of the network's output

A softmax was put behind the network. Whoever uses the file expects what the model returns.

Hint: the file and the model should give the same numbers.
"""

import torch


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    with _eval_mode(model):
        torch.onnx.export(
            torch.nn.Sequential(model, torch.nn.Softmax(1)),
            (example.to(device),),
            str(path),
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
            dynamo=False,
        )
