"""pools the helpers adaptively

An adaptive average pool to 4x4 fits and has no weights either, but its windows on a 14x14 map
differ from those of a 5x5 window with stride 3: they are 4 wide here and 5 there.

Hint: Which rows does the first window cover in each of the two?
"""

from torch import nn


class GoogLeNet(GoogLeNet):
    def __init__(self, num_classes=1000, aux=True):
        super().__init__(num_classes, aux)
        if aux:
            self.aux1.pool = nn.AdaptiveAvgPool2d(4)
            self.aux2.pool = nn.AdaptiveAvgPool2d(4)
