"""takes the number of classes before the width where they come without their names

The constructor has them in another order than the stub. Called by name it is right;
`ResNet(3, 16, 10)` is then a network of width 10 for 16 classes.

Hint: compare the order of your parameters with the stub's.
"""


class ResNet(ResNet):
    def __init__(self, n, num_classes=10, width=16, in_channels=3):
        super().__init__(n, width, num_classes, in_channels)
