"""leaves the copy in the model's mode

A quantized network is made for use. In train mode its dropout drops.

Hint: which mode does the docstring promise?
"""

import copy

from torch import nn


def quantize_dynamic(model):
    result = copy.deepcopy(model)
    for module in list(result.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, _Int8Linear(child).train(child.training))
    return result
