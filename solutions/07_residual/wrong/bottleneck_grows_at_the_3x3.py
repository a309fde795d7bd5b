"""grows the bottleneck's channels at the 3x3 instead of the last 1x1

The 3x3 convolution maps c_mid to c_mid * expansion channels, and the last 1x1 keeps them. The dear
convolution should see few channels on both of its sides; growing is left to the cheap 1x1.

Hint: How many channels go into conv2, and how many come out?
"""

from torch import nn


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, expansion)
        c_out = c_mid * expansion
        self.conv2 = nn.Conv2d(c_mid, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.conv3 = nn.Conv2d(c_out, c_out, 1, bias=False)
