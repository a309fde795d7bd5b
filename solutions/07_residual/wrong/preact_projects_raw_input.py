"""projects the raw input of the pre-activation block

When the shape changes, the 1x1 convolution reads the activated input, relu(bn1(x)), and not x.
The raw x has no fixed scale after many sums, and here no norm follows the projection.

Hint: Two things are called input here: x, and x after norm and ReLU. Which one is projected?
"""

import torch


class PreActBlock(PreActBlock):
    def forward(self, x):
        activated = torch.relu(self.bn1(x))
        skip = x if self.shortcut is None else self.shortcut(x)
        return self.conv2(torch.relu(self.bn2(self.conv1(activated)))) + skip
