"""puts the stride on the second convolution

In the first block of a stage the second convolution has the stride. Shapes and parameter counts are
right, but the first convolution works on the large picture, which is slower and gives other values.

Hint: the docstring says which convolution has the stride.
"""

_Right = ResNet


class ResNet(_Right):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
        for stage in (self.layer2, self.layer3):
            stage[0].conv1.stride, stage[0].conv2.stride = (1, 1), (2, 2)
