"""searches the direct children only, and fails where none is linear

In many networks the head lies deeper, as `classifier.2`. Among the model's own children there is then no linear layer, and the
function goes on with nothing.

Hint: which method of a module walks through all levels?
"""

from torch import nn


def replace_head(model, num_classes):
    name, old = [(name, m) for name, m in model.named_children() if isinstance(m, nn.Linear)][-1]
    new = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    setattr(model, name, new)
    return model
