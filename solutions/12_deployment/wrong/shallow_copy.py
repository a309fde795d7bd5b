"""copies the outermost level only

A shallow copy has the same submodules as the model. Replacing layers further inside changes both.

Hint: what do copy.copy and copy.deepcopy do with a list in a list?
"""

import copy

from torch import nn


def quantize_dynamic(model):
    result = copy.copy(model)
    result._modules = dict(model._modules)
    for module in list(result.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, _Int8Linear(child))
    modes = [(module, module.training) for module in model.modules()]
    result.eval()
    for module, training in modes:
        module.training = training
    return result
