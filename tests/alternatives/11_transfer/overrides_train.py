"""Freezing by another train: the model itself puts its frozen children back into eval mode."""

from types import MethodType


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    frozen = getattr(model, "_frozen", [])
    for name, child in children.items():
        child.requires_grad_(False)
        frozen.append(child)
        if name == until:
            break
    model._frozen = frozen
    plain = type(model).train

    def train(self, mode=True):
        plain(self, mode)
        for child in self._frozen:
            child.eval()
        return self

    model.train = MethodType(train, model)
    return model.train(model.training)
