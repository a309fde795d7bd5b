"""keeps batch norm in eval mode, but lets dropout drop

Only the batch norms hear nothing any more. A frozen part with dropout then gives other features at every step,
although it is no longer trained.

Hint: which layers behave differently in train mode? Batch norm is one of two.
"""

from types import MethodType

from torch import nn


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad_(False)
        for module in child.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.eval()
                module.train = MethodType(_stay, module)
        if name == until:
            break
    return model
