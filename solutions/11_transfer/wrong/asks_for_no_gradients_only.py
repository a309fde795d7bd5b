"""stops the gradients, but leaves the frozen children's mode alone

Without gradients weights stay, but in train mode batch norm still uses each batch's statistics and writes its own,
and dropout still drops. A frozen child acts as in eval mode.

Hint: which numbers of a batch norm change although no optimizer touches them?
"""


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad_(False)
        if name == until:
            break
    return model
