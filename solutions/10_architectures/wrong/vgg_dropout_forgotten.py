"""leaves dropout out of VGG

In eval mode nothing differs. In training the two layers of 4,096 units, most of the network's
weights, would fit the training images by heart.

Hint: What stands after each hidden linear layer's ReLU?
"""

from torch import nn


class VGG(VGG):
    def __init__(self, config, num_classes=1000):
        super().__init__(config, num_classes)
        self.classifier[2] = nn.Identity()
        self.classifier[5] = nn.Identity()
