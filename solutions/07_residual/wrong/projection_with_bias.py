"""keeps the bias of the projection's convolution

The two 3x3 convolutions have no bias, but the 1x1 convolution on the skip has one. A batch norm
stands behind it too and takes any constant away again.

Hint: Which convolutions of the block stand beside a batch norm?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        if isinstance(self.shortcut, nn.Sequential):
            self.shortcut[0] = nn.Conv2d(c_in, c_out, 1, stride=stride)
