"""puts the new channels before the old ones in DenseNet

The sizes fit, but every later weight meets another channel than it was trained for. The order is
[old, new].

Hint: Which channels of a block's output should equal its input?
"""

import torch


class _DenseLayer(_DenseLayer):
    def forward(self, x):
        new = self.conv1(torch.relu(self.norm1(x)))
        new = self.conv2(torch.relu(self.norm2(new)))
        return torch.cat([new, x], dim=1)
