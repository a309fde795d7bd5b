"""has no ReLU between the two convolutions of a block

Two convolutions without a nonlinearity between them are one linear map (in eval mode, with their norms). The network is
half as deep as it looks.

Hint: list what stands between conv1 and conv2 of a block.
"""

from torch.nn import functional as F


class _Linear(_BasicBlock):
    def forward(self, x):
        return F.relu(self.bn2(self.conv2(self.bn1(self.conv1(x)))) + self.shortcut(x))


_BasicBlock = _Linear
