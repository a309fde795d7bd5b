"""has no projection on the skip

The skip is always the identity. When channels or stride change, the two sides of the sum have
different shapes, and either PyTorch stops or, worse, broadcasting adds what does not belong
together.

Hint: Write the shapes of both sides of the sum for c_in = 2, c_out = 3, stride = 2.
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.shortcut = nn.Identity()
