"""gives the stride to both convolutions

The branch shrinks by the square of the stride while the skip shrinks by the stride. The two sides
of the sum no longer fit. The weights are the same, so the parameter count does not tell.

Hint: Follow the height through the branch with stride 2, starting from 8.
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride=stride, padding=1, bias=False)
