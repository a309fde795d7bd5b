"""changes the model itself

The linear layers of the model that was given are replaced. It can no longer be trained.

Hint: a copy is asked for. Which module of Python's library makes deep copies?
"""

from torch import nn


def quantize_dynamic(model):
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, _Int8Linear(child))
    return model.eval()
