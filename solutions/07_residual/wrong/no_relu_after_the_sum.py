"""leaves out the ReLU after the sum

The block ends with the plain sum, so negative numbers leave it. That is the pre-activation
block's way. The basic block of 2015 activates after the sum.

Hint: Send a negative input through a block whose branch is zero. What should come out?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(branch)) + self.shortcut(x)
