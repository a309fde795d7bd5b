"""projects even when the shape stays

A 1x1 convolution stands on every skip. It costs weights and, more important, the gradient no
longer has a clean path back: each block multiplies it by one more matrix.

Hint: What is the cheapest map between two tensors of the same shape?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.shortcut = nn.Sequential(
            nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False), nn.BatchNorm2d(c_out)
        )
