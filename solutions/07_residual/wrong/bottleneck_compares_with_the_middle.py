"""decides on the bottleneck's projection by c_mid instead of the output's channels

The skip is added to c_mid * expansion channels. Compared with c_mid, a block with as many channels
out as in gets a projection it does not need, and one with c_in = c_mid lacks the one it needs.

Hint: Which two numbers of channels meet at the plus?
"""

from torch import nn


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, expansion)
        c_out = c_mid * expansion
        self.shortcut = nn.Identity()
        if stride != 1 or c_in != c_mid:
            self.shortcut = nn.Sequential(
                nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False), nn.BatchNorm2d(c_out)
            )
