"""pools AlexNet with 2x2 windows

Windows of 2x2 with stride 2 give the same sizes here (55 to 27, 27 to 13, 13 to 6), because the
division rounds down. But AlexNet's windows are 3x3 and overlap, so the values differ.

Hint: Equal sizes do not prove equal windows: which two numbers describe a pool?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        for i in (2, 5, 12):
            self.features[i] = nn.MaxPool2d(2, stride=2)
