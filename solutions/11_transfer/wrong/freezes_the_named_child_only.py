"""freezes the named child only

The children before it go on training. Gradients flow through the frozen child to them, and what it was
trained on changes under its feet.

Hint: the first layers are the most general ones. Which should be kept?
"""

from types import MethodType


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    child = children[until].requires_grad_(False).eval()
    for module in child.modules():
        module.train = MethodType(_stay, module)
    return model
