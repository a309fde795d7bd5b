"""pools NiN with 2x2 windows

For 224x224 the sizes are the same, because the division rounds down. But NiN's windows are 3x3 and overlap.

Hint: Equal sizes do not prove equal windows: which two numbers describe a pool?
"""

from torch import nn


class NiN(NiN):
    def __init__(self, num_classes=10):
        super().__init__(num_classes)
        self.pool = nn.MaxPool2d(2, stride=2)
