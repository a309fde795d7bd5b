"""is wide inside: the bottleneck's first 1x1 already expands

All three convolutions work on c_mid * expansion channels, so nothing is narrowed and the 3x3 costs
expansion squared times as much. The first 1x1 shrinks to c_mid; only the last one grows.

Hint: Where does a bottle have its neck? Write the channels after each convolution.
"""

from torch import nn


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, expansion)
        c_out = c_mid * expansion
        self.conv1 = nn.Conv2d(c_in, c_out, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.conv3 = nn.Conv2d(c_out, c_out, 1, bias=False)
