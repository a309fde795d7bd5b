"""projects with a 3x3 convolution instead of a 1x1

The skip needs other channels and another size, and no neighbours: a 1x1 convolution does that with a
ninth of the weights. The skip should stay as near to the identity as the shapes allow.

Hint: How large is the shortcut's kernel in the stub?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        if isinstance(self.shortcut, nn.Sequential):
            self.shortcut[0] = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1, bias=False)
