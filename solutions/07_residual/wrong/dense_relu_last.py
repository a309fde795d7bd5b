"""puts the ReLU last in each dense layer

The layer is norm, convolution, ReLU, so the convolution reads negative numbers and the channels that
are appended are cut off. The order is norm, ReLU, convolution.

Hint: Read the stub's list of what layers[i] consists of, and the names of its weights.
"""

from torch import nn


class DenseBlock(DenseBlock):
    def __init__(self, c_in, growth, layers):
        super().__init__(c_in, growth, layers)
        self.layers = nn.ModuleList(
            nn.Sequential(layer[0], layer[2], layer[1]) for layer in self.layers
        )
