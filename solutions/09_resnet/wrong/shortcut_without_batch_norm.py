"""has shortcuts without batch norm

The projection is a convolution alone. The branch is normalised and the shortcut is not, so the two
are added on different scales.

Hint: compare the names of your weights with `layer2.0.shortcut.1.weight`.
"""

from torch import nn

_Right = ResNet


class ResNet(_Right):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
        for stage in (self.layer2, self.layer3):
            stage[0].shortcut = nn.Sequential(stage[0].shortcut[0])
