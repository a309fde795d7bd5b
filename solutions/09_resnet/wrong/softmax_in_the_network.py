"""the network returns probabilities

The last layer is followed by softmax, and the loss applies it again. The loss cannot fall below
1.461.

Hint: what does cross_entropy expect?
"""

import torch

_Right = ResNet


class ResNet(_Right):
    def forward(self, x):
        return torch.softmax(super().forward(x), dim=1)
