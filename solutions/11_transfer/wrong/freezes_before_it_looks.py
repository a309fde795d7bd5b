"""freezes first and complains about the name afterwards

The ValueError comes, but the model has been frozen from end to end by then. A caller who catches the error has
a broken model.

Hint: check the name before the first change.
"""

from types import MethodType


def freeze(model, until):
    names = []
    for name, child in model.named_children():
        names.append(name)
        child.requires_grad_(False)
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay, module)
        if name == until:
            return model
    raise ValueError(f"no child is called {until!r}; there are {', '.join(names)}")
