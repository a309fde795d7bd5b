"""uses the same batch norm twice

One norm serves both convolutions: its running statistics mix two different distributions, and one
of the two norms never learns. Each layer needs its own.

Hint: How often may one module with running statistics appear in forward?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = self.bn1(self.conv2(branch))
        return torch.relu(branch + self.shortcut(x))
