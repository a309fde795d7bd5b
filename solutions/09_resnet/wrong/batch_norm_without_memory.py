"""has batch norm without running statistics that learn

Batch norm's momentum is zero, so the running statistics keep their first values. In train mode all
is well; in eval mode the network is another one.

Hint: look at the buffers of bn1 before and after a training step.
"""

from torch import nn

_Right = ResNet


class ResNet(_Right):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
        for part in self.modules():
            if isinstance(part, nn.BatchNorm2d):
                part.momentum = 0.0
