"""ends NiN with a linear layer

A linear layer is added behind the mean. NiN has none: its last block already makes one channel
for each class, so the means are the logits.

Hint: How many channels leave the last block?
"""

from torch import nn


class NiN(NiN):
    def __init__(self, num_classes=10):
        super().__init__(num_classes)
        self.fc = nn.Linear(num_classes, num_classes)

    def forward(self, x):
        return self.fc(super().forward(x))
