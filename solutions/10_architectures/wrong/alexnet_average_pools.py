"""pools AlexNet with averages

Sizes and weights fit. But AlexNet takes the maximum of each window: the strongest answer goes on, not the mean one.

Hint: Which pool does the stub name?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        for i in (2, 5, 12):
            self.features[i] = nn.AvgPool2d(3, stride=2)
