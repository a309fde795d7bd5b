"""projects in the pre-activation block even when the shape stays

A 1x1 convolution stands on every skip, so x no longer travels through unchanged. The clean path is the
whole point of this block.

Hint: What should the block return when conv2 is zero and the shape stays?
"""

from torch import nn


class PreActBlock(PreActBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.shortcut = nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False)
