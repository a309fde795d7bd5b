"""applies ReLU to the branch, and again to the sum

Cut off at zero before it meets the shortcut, the branch can only add and never take away. After bn2 comes the sum, and
then the block's second ReLU.

Hint: how many ReLUs has a basic block?
"""

from torch.nn import functional as F


class _Twice(_BasicBlock):
    def forward(self, x):
        out = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(out + self.shortcut(x))


_BasicBlock = _Twice
