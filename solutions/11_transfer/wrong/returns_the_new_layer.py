"""returns the new layer instead of the model

The head is in its place, but whoever goes on with the result has a linear layer and no network.

Hint: what does the stub say is returned?
"""

from torch import nn

_replace_head = replace_head


def replace_head(model, num_classes):
    _replace_head(model, num_classes)
    return [m for m in model.modules() if isinstance(m, nn.Linear)][-1]
