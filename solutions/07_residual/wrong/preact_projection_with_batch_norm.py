"""normalises the pre-activation block's projection

The projection of the first ResNet block is copied here, batch norm included. In the
pre-activation block norms come before convolutions, and nothing follows the last ones.

Hint: How many layers does the stub list for this shortcut?
"""

from torch import nn


class PreActBlock(PreActBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        if self.shortcut is not None:
            self.shortcut = nn.Sequential(self.shortcut, nn.BatchNorm2d(c_out))
