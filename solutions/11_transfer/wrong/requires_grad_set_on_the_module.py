"""sets requires_grad on the child, not on its parameters

A module takes any attribute, so `child.requires_grad = False` raises no error, and no parameter hears of it. Nothing
is frozen.

Hint: whose attribute is requires_grad, and what does the method with the underscore do?
"""

from types import MethodType


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad = False
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay, module)
        if name == until:
            break
    return model
