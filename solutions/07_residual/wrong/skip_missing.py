"""has no skip at all

The block returns the branch alone. Shapes and parameter counts are right whenever the shape
stays, and a small net even trains, so nothing else warns you.

Hint: With a silent branch, what should still come out?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(branch)))
