"""gives VGG's convolutions no padding

Each 3x3 convolution then eats a border of one pixel, the map shrinks by 2 each time, and the
flattened size does not fit the first linear layer. In VGG only the pools change the size.

Hint: Which padding keeps the size at a 3x3 kernel with stride 1?
"""

from torch import nn


class VGG(VGG):
    def __init__(self, config, num_classes=1000):
        super().__init__(config, num_classes)
        for layer in self.features:
            if isinstance(layer, nn.Conv2d):
                layer.padding = (0, 0)
