"""the new head begins with the rows of the old one

As many rows as fit are copied from the old layer, so that the first new classes start as the first old ones. They
have nothing to do with one another: class 0 of the new task is another thing.

Hint: what should the new layer know of the old classes?
"""

import torch
from torch import nn

_replace_head = replace_head


def replace_head(model, num_classes):
    old = [part for part in model.modules() if isinstance(part, nn.Linear)][-1]
    _replace_head(model, num_classes)
    new = [part for part in model.modules() if isinstance(part, nn.Linear)][-1]
    rows = min(old.out_features, new.out_features)
    with torch.no_grad():
        new.weight[:rows] = old.weight[:rows]
        if old.bias is not None:
            new.bias[:rows] = old.bias[:rows]
    return model
