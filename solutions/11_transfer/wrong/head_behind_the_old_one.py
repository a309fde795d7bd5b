"""puts the new layer behind the old head

The old head stays, and the new one reads its outputs: the network must squeeze what it knows through the old classes.
The new head stands in the old one's place and reads the same features.

Hint: how many inputs has the layer that you make?
"""

from torch import nn


def replace_head(model, num_classes):
    name, old = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    new = nn.Linear(
        old.out_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    parent, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(parent), attribute, nn.Sequential(old, new))
    return model
