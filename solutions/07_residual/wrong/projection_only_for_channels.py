"""projects only when the channels change, not when the stride does

With stride 2 and equal channels the branch halves height and width while the skip keeps them. The
shape changes in that case too, so the skip needs its convolution.

Hint: Which of the two arguments besides c_in and c_out changes the shape of the output?
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        if c_in == c_out:
            self.shortcut = nn.Identity()
