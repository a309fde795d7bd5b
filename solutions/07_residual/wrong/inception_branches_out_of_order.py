"""joins the branches in another order

Concatenation keeps what it is given in the order it is given. The next layer's weights expect
1x1, 3x3, 5x5, pool; in another order pretrained weights meet the wrong channels, and no shape
complains.

Hint: Read the list in the stub again, and the list in your concatenation.
"""

import torch


class InceptionBlock(InceptionBlock):
    def forward(self, x):
        one = torch.relu(self.branch1(x))
        three = torch.relu(self.branch3(torch.relu(self.branch3_reduce(x))))
        five = torch.relu(self.branch5(torch.relu(self.branch5_reduce(x))))
        pooled = torch.relu(self.branch_pool(self.pool(x)))
        return torch.cat([pooled, one, three, five], dim=1)
