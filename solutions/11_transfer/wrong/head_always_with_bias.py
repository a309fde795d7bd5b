"""gives every head a bias

The old head had no bias, but the new one has. A network is sometimes built without it on purpose, for
example where a normalisation follows.

Hint: how can you see whether a linear layer has a bias?
"""

from torch import nn


def replace_head(model, num_classes):
    name, old = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    new = nn.Linear(old.in_features, num_classes).to(old.weight)
    parent, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(parent), attribute, new)
    return model
