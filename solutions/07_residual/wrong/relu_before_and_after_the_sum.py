"""applies a ReLU to the branch, and another to the sum

The branch is cut off at zero before it meets the skip, so it can only add and never take away.
Behind conv2 stands a batch norm and nothing else; the block's second ReLU is the one after the sum.

Hint: How many ReLUs has the basic block in all?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = torch.relu(self.bn2(self.conv2(branch)))
        return torch.relu(branch + self.shortcut(x))
