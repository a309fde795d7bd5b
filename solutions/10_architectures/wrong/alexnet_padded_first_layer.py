"""pads AlexNet's first convolution

With padding 2 the first map is 56 on a side instead of 55. After the first pool both are 27, so
the rest of the network does not notice. Padding 2 belongs to the variant for images of 224.

Hint: Put 227, 11 and 4 into the formula for the output size.
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        self.features[0] = nn.Conv2d(3, 96, 11, stride=4, padding=2)
