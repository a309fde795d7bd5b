"""norms after the convolutions of the pre-activation block

The order is convolution, norm, ReLU as in the first ResNet block. Here each convolution is
preceded by its norm and ReLU, which is why bn1 has as many channels as the input.

Hint: The block's name says which comes first.
"""

import torch
from torch import nn


class PreActBlock(PreActBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.bn1 = nn.BatchNorm2d(c_out)

    def forward(self, x):
        branch = self.conv2(torch.relu(self.bn1(self.conv1(x))))
        return self.bn2(branch) + (x if self.shortcut is None else self.shortcut(x))
