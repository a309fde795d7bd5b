"""gives the convolutions biases

Batch norm subtracts the mean of each channel, and any bias of the convolution before it goes the
same way. The biases cost memory and do nothing.

Hint: what does a constant, added to a whole channel, change about the output of batch norm?
"""

import torch
from torch import nn

_Right = ResNet


class ResNet(_Right):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
        for part in self.modules():
            if isinstance(part, nn.Conv2d):
                part.bias = nn.Parameter(torch.zeros(part.out_channels))
