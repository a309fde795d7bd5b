"""the new head starts with zeros

With all weights zero the head sends no gradient back into the network in the first step, and all classes start
equal. PyTorch draws the weights of a new layer at random.

Hint: a new layer already has good weights when it is made.
"""

import torch
from torch import nn

_replace_head = replace_head


def replace_head(model, num_classes):
    _replace_head(model, num_classes)
    with torch.no_grad():
        for parameter in [m for m in model.modules() if isinstance(m, nn.Linear)][-1].parameters():
            parameter.zero_()
    return model
