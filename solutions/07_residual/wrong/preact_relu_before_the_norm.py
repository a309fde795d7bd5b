"""activates the pre-activation block's input before it normalises it

Here the order is ReLU, norm, convolution. The name lists the parts the other way round: norm, ReLU,
convolution, so that the ReLU cuts at the mean and each convolution reads what it lets through.

Hint: Which numbers can reach conv1 when the ReLU comes right before it?
"""

import torch


class PreActBlock(PreActBlock):
    def forward(self, x):
        activated = self.bn1(torch.relu(x))
        skip = x if self.shortcut is None else self.shortcut(activated)
        return self.conv2(self.bn2(torch.relu(self.conv1(activated)))) + skip
