"""has no ReLU between AlexNet's linear layers

Three linear layers in a row are one linear layer with many more weights. Each hidden layer,
linear ones too, is followed by ReLU; only the logits stay as they are.

Hint: What is the product of two matrices?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        self.classifier[2] = nn.Identity()
        self.classifier[5] = nn.Identity()
