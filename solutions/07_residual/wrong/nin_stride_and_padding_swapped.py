"""hands stride and padding to the convolution in each other's place

`nn.Conv2d` takes kernel, stride and padding in this order. Swapped, the window moves by the padding
and the border is as wide as the stride; the weights are the same, so only the output's size tells.

Hint: Name the arguments in the call of nn.Conv2d, and compare.
"""

from torch import nn


class NiNBlock(NiNBlock):
    def __init__(self, c_in, c_out, k, stride, padding):
        super().__init__(c_in, c_out, k, stride, padding)
        self.conv1 = nn.Conv2d(c_in, c_out, k, stride=padding, padding=stride)
