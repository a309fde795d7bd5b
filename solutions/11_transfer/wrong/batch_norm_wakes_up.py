"""frozen batch norms wake up at model.train()

The parameters are frozen and the children were put in eval mode, once. The training loop says
`model.train()`, which reaches every submodule, and from then on the running statistics drift.

Hint: what does `model.train()` do to a child that is in eval mode? Who could answer it otherwise?
"""


def freeze(model, until):
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad_(False)
        child.eval()
        if name == until:
            break
    return model
