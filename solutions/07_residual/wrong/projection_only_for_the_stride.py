"""projects only when the stride changes, not when the channels do

With stride 1 and more channels than before, the branch has c_out channels and the skip c_in. Their
sum needs equal shapes, so the skip needs its convolution there too.

Hint: Write the shapes of both sides of the sum for c_in = 2, c_out = 3, stride = 1.
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        if stride == 1:
            self.shortcut = nn.Identity()
