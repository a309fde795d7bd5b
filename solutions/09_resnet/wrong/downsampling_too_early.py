"""halves the picture one stage too early

The very first convolution already has stride 2, and layer3 has none left. The number of parameters
and the last size are right, but fine detail is gone before the network has looked at it.

Hint: write the size of the picture after each stage.
"""

_Right = ResNet


class ResNet(_Right):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
        self.conv1.stride = (2, 2)
        for part in (self.layer3[0].conv1, self.layer3[0].shortcut[0]):
            part.stride = (1, 1)
