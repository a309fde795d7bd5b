"""puts the bottleneck's stride on its first 1x1 convolution

A 1x1 convolution with stride 2 looks at one pixel of four and throws the others away unseen. The
paper of 2015 did so; today's libraries, and this course, put the stride on the 3x3 convolution,
which sees every pixel.

Hint: Which convolution of the three has a window wide enough to step by 2 without gaps?
"""

from torch import nn


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, expansion)
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, stride=stride, bias=False)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, padding=1, bias=False)
