"""has no ReLU at the end of Inception's branches

Only the reducing convolutions are activated. Every convolution of the block is followed by ReLU, the
ones that write the output too.

Hint: May a channel of this block's output be negative?
"""

import torch


class InceptionBlock(InceptionBlock):
    def forward(self, x):
        three = self.branch3(torch.relu(self.branch3_reduce(x)))
        five = self.branch5(torch.relu(self.branch5_reduce(x)))
        pooled = self.branch_pool(self.pool(x))
        return torch.cat([self.branch1(x), three, five, pooled], dim=1)
