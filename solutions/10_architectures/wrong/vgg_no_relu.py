"""has no ReLU after VGG's convolutions

Without ReLU two 3x3 convolutions are one linear map with a 5x5 window, and the argument for small
kernels (fewer weights and one more nonlinearity) is gone.

Hint: How many modules does one number of the list stand for?
"""

import torch
from torch import nn


class VGG(VGG):
    def forward(self, x):
        for layer in self.features:
            if not isinstance(layer, nn.ReLU):
                x = layer(x)
        return self.classifier(torch.flatten(x, 1))
