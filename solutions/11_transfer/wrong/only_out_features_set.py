"""changes the number out_features, not the layer

out_features is a note for the reader. The weights keep their old shape, and the network answers with as many logits as
before.

Hint: which tensor of the layer decides how many numbers come out?
"""

from torch import nn


def replace_head(model, num_classes):
    old = [m for m in model.modules() if isinstance(m, nn.Linear)][-1]
    old.out_features = num_classes
    return model
