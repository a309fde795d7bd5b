"""leaves out the ReLU after the sum

Branch and shortcut are added, and the sum goes on to the next block without ReLU. What one block
hands out may then be negative, and along the shortcuts it stays so to the end.

Hint: a block has two ReLUs. Where does the second stand?
"""

from torch.nn import functional as F


class _Bare(_BasicBlock):
    def forward(self, x):
        return self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x)


_BasicBlock = _Bare
