"""gives the shortcut's convolution a bias

The batch norm behind it subtracts the mean of each channel, and with it any constant. The bias never learns.

Hint: which convolutions of the network stand beside a batch norm?
"""

from torch import nn


class _Biased(_BasicBlock):
    def __init__(self, c_in, c_out, stride):
        super().__init__(c_in, c_out, stride)
        if len(self.shortcut):
            self.shortcut[0] = nn.Conv2d(c_in, c_out, 1, stride=stride)


_BasicBlock = _Biased
