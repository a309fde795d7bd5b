"""adds a 1x1 bottleneck to each dense layer

This is the layer of DenseNet-BC, with norm, ReLU and a 1x1 convolution in front. The block of
this module is the plain one; the bottleneck comes in a later module.

Hint: Count the layers that the stub lists for layers[i].
"""

from torch import nn


class DenseBlock(DenseBlock):
    def __init__(self, c_in, growth, layers):
        super().__init__(c_in, growth, layers)
        self.layers = nn.ModuleList()
        for i in range(layers):
            channels = c_in + i * growth
            self.layers.append(
                nn.Sequential(
                    nn.BatchNorm2d(channels),
                    nn.ReLU(),
                    nn.Conv2d(channels, 4 * growth, 1, bias=False),
                    nn.BatchNorm2d(4 * growth),
                    nn.ReLU(),
                    nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False),
                )
            )
