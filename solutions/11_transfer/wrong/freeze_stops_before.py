"""stops before the named child

The child called `until` is not frozen, only those before it. "Until" here includes the child that is named.

Hint: with the name of the first child, how many children should be frozen?
"""

from types import MethodType


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        if name == until:
            break
        child.requires_grad_(False)
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay, module)
    return model
