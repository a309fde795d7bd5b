"""stops the running statistics but not batch norm's training mode

With momentum 0 the running mean and variance stay. But in train mode the layer still normalises with
each batch's own statistics, dropout still drops, and the counter of batches goes on.

Hint: frozen means that the part answers as it did after its own training.
"""


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad_(False)
        for module in child.modules():
            if hasattr(module, "momentum"):
                module.momentum = 0.0
        if name == until:
            break
    return model
