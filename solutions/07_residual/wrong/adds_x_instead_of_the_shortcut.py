"""adds x itself although there is a projection

The shortcut is built and never called. Where channels or stride change, the sum's two sides have
different shapes, and PyTorch stops or broadcasts.

Hint: Which submodules does your forward call, and which does it not?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(branch)) + x)
