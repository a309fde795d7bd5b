"""leaves the last linear layer as it is

Some leave the last layer in float32 on purpose. Here every linear layer keeps its weights as int8.

Hint: how many float32 matrices are left in your copy's state dict?
"""

import copy

from torch import nn


def quantize_dynamic(model):
    result = copy.deepcopy(model)
    places = [
        (module, name, child)
        for module in result.modules()
        for name, child in module.named_children()
        if isinstance(child, nn.Linear)
    ]
    for module, name, child in places[:-1]:
        setattr(module, name, _Int8Linear(child))
    return result.eval()
