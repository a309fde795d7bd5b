"""leaves out the bottleneck's ReLU after the sum

Negative numbers leave the block, as in the pre-activation block. The bottleneck of 2015 ends like the
basic block: sum first, then ReLU.

Hint: May the output of this block be negative?
"""

import torch


class Bottleneck(Bottleneck):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = torch.relu(self.bn2(self.conv2(branch)))
        return self.bn3(self.conv3(branch)) + self.shortcut(x)
