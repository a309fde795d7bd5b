"""leaves dropout out of AlexNet

In eval mode nothing differs, so the logits are right. But 54 of the 62 million parameters sit in
two linear layers, and without dropout they learn the training images by heart.

Hint: What is different between this network's training mode and its eval mode?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        self.classifier[0] = nn.Identity()
        self.classifier[3] = nn.Identity()
