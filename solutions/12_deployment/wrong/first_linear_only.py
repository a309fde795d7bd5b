"""quantizes only the first linear layer that it finds

The loop ends at the first one. Every linear layer, at any depth, is to be exchanged.

Hint: how many float32 matrices are left in your copy's state dict?
"""

import copy

from torch import nn


def quantize_dynamic(model):
    result = copy.deepcopy(model)
    for module in list(result.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, _Int8Linear(child))
                return result.eval()
    return result.eval()
