"""thaws the children behind the named one

A second call, with an earlier name, makes later children trainable again. Freezing only ever takes away.

Hint: what does your function do to the children that it does not freeze?
"""

_freeze = freeze


def freeze(model, until):
    _freeze(model, until)
    behind = False
    for name, child in model.named_children():
        if behind:
            child.requires_grad_(True)
        behind = behind or name == until
    return model
