"""convolves first and normalises after, in the dense block

The layer is convolution, norm, ReLU. DenseNet's layer is norm, ReLU, convolution: the shared
channels stay raw, and each layer normalises them in its own way.

Hint: How many channels does the norm of the second layer see?
"""

from torch import nn


class DenseBlock(DenseBlock):
    def __init__(self, c_in, growth, layers):
        super().__init__(c_in, growth, layers)
        self.layers = nn.ModuleList()
        for i in range(layers):
            conv = nn.Conv2d(c_in + i * growth, growth, 3, padding=1, bias=False)
            self.layers.append(nn.Sequential(conv, nn.BatchNorm2d(growth), nn.ReLU()))
