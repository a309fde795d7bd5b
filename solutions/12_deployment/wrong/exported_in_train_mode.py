"""exports the network in train mode

The file describes the network as it is while it learns: dropout drops, batch norm uses the statistics of whatever batch
comes. The same image gets other answers every time.

Hint: in which mode does a network work for others?
"""

import torch


def export_onnx(model, example, path):
    example = torch.cat([example, example])[:2]
    device = next(iter(model.state_dict().values()), example).device
    modes = [(module, module.training) for module in model.modules()]
    model.train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    torch.onnx.export(
        model,
        (example.to(device),),
        str(path),
        input_names=["input"],
        output_names=["output"],
        dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
        dynamo=False,
        training=torch.onnx.TrainingMode.TRAINING,
        do_constant_folding=False,
    )
    for module, training in modes:
        module.training = training
    model.load_state_dict(before)
