"""splits AlexNet's convolutions into two groups

The original split the second, fourth and fifth convolution over two GPUs, so that each half saw
only half of the channels. That gives 60,965,224 parameters. The network asked for here is whole.

Hint: How many input channels does one filter of the second convolution read?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        self.features[3] = nn.Conv2d(96, 256, 5, padding=2, groups=2)
        self.features[8] = nn.Conv2d(384, 384, 3, padding=1, groups=2)
        self.features[10] = nn.Conv2d(384, 256, 3, padding=1, groups=2)
