"""convolves without padding

Each 3x3 convolution loses a pixel on every side, so the branch becomes smaller than the skip and the
two cannot be added. Padding 1 keeps height and width.

Hint: How large is the output of a 3x3 convolution over 8 pixels?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, bias=False)
