"""puts the bottleneck's stride on its last 1x1 convolution

The 3x3 then runs at full size, and the 1x1 throws away most of what it computed. The stride belongs
on the 3x3 convolution, whose window sees every pixel as it steps.

Hint: Which convolution of the three has a window wide enough to step by 2 without gaps?
"""

from torch import nn


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, expansion)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, padding=1, bias=False)
        self.conv3 = nn.Conv2d(c_mid, c_mid * expansion, 1, stride=stride, bias=False)
