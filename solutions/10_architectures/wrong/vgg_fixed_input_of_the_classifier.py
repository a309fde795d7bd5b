"""writes 512 x 7 x 7 into every VGG

The number 25,088 is right for VGG-16 and for no list with other channels or another number of
pools. Each M halves the side, rounding down, and the last count before the end gives the
channels.

Hint: Which two numbers must you carry along while you read the list?
"""

from torch import nn


class VGG(VGG):
    def __init__(self, config, num_classes=1000):
        super().__init__(config, num_classes)
        self.classifier[0] = nn.Linear(512 * 7 * 7, 4096)
