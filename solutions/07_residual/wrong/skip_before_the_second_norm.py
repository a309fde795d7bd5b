"""adds the skip before the second batch norm

The norm then rescales branch and skip together, so the input no longer passes the block unchanged.
The branch ends with its own batch norm; the sum comes after it.

Hint: What happens to the skip when bn2's weight is zero?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(branch) + self.shortcut(x)))
