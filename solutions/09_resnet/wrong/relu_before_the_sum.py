"""applies ReLU before the sum

The second ReLU acts on the branch alone, and the sum goes on as it is. A branch can then only add,
never take away.

Hint: in which order do the sum and the last ReLU come?
"""

from torch.nn import functional as F


class _Early(_BasicBlock):
    def forward(self, x):
        out = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return out + self.shortcut(x)


_BasicBlock = _Early
