"""puts the stride on the second convolution

Shapes and parameter counts are right, yet each output pixel sees less of the input, and the first
convolution runs at full size and costs four times as much. ResNet strides on conv1.

Hint: At which of the two convolutions should the map become smaller?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride=stride, padding=1, bias=False)
