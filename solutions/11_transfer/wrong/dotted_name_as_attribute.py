"""sets the new head under a name with dots

`setattr(model, "classifier.2", ...)` makes a new attribute whose name has a dot, or is refused. The layer
called classifier.2 lives in the module `classifier`, under the name `2`.

Hint: split the name at its last dot. What is before it, what behind it?
"""

from torch import nn


def replace_head(model, num_classes):
    name, old = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    new = nn.Linear(old.in_features, num_classes, bias=old.bias is not None)
    object.__setattr__(model, name, new.to(old.weight))
    return model
