"""has no ReLU after the reducing 1x1 convolutions

A 1x1 convolution followed at once by a 3x3 is one linear map of lower rank: the extra layer saves
work but adds no new kind of function. In GoogLeNet each convolution, the reducing ones too, is
followed by ReLU.

Hint: Count the convolutions of the block, then count your ReLUs.
"""

import torch


class InceptionBlock(InceptionBlock):
    def forward(self, x):
        one = torch.relu(self.branch1(x))
        three = torch.relu(self.branch3(self.branch3_reduce(x)))
        five = torch.relu(self.branch5(self.branch5_reduce(x)))
        pooled = torch.relu(self.branch_pool(self.pool(x)))
        return torch.cat([one, three, five, pooled], dim=1)
