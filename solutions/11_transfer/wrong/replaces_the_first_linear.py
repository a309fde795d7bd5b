"""replaces the first linear layer

The first linear layer of the model gets the new number of outputs. Its outputs go into the layers behind it,
which expect the old number, and the last layer still has the old classes.

Hint: in which order do you walk through the modules, and where do you stop?
"""

from torch import nn


def replace_head(model, num_classes):
    name, old = next((name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear))
    new = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    parent, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(parent), attribute, new)
    return model
