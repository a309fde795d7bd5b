"""skips only where the shape stays the same

Blocks that change the shape leave the shortcut out: its projection is built but never used, so its
weights get no gradient.

Hint: which parameters have no gradient after a backward pass?
"""

from torch.nn import functional as F


class _Half(_BasicBlock):
    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + x if len(self.shortcut) == 0 else out)


_BasicBlock = _Half
