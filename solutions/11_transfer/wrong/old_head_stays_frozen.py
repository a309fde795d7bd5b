"""the new head inherits that the old one was frozen

The new parameters ask for gradients only if the old ones did. If the whole model had been frozen before,
nothing is left to train.

Hint: why is a head replaced at all?
"""

_replace_head = replace_head


def replace_head(model, num_classes):
    from torch import nn

    old = [m for m in model.modules() if isinstance(m, nn.Linear)][-1].weight.requires_grad
    _replace_head(model, num_classes)
    [m for m in model.modules() if isinstance(m, nn.Linear)][-1].requires_grad_(old)
    return model
