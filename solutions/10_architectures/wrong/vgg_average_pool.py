"""pools VGG with averages

Sizes and weights fit. But M stands for max: the strongest answer of each window goes on, not the
mean one.

Hint: What is the letter in the list short for?
"""

from torch import nn


class VGG(VGG):
    def __init__(self, config, num_classes=1000):
        super().__init__(config, num_classes)
        for i, layer in enumerate(self.features):
            if isinstance(layer, nn.MaxPool2d):
                self.features[i] = nn.AvgPool2d(2)
