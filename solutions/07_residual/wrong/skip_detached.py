"""detaches the skip from the graph

The forward pass is right, but no gradient flows back through the skip. The short way for the
gradient is the point of the block: without it the block trains like a plain one.

Hint: Compare the gradient of the input when the branch is silent.
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = self.bn2(self.conv2(branch))
        return torch.relu(branch + self.shortcut(x.detach()))
