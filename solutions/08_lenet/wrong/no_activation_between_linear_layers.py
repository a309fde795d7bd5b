"""leaves out the activations of the linear layers

Two linear layers with nothing in between are one linear layer. The network still reads digits,
thanks to the convolutions, but the last three layers can do no more than one.

Hint: multiply two matrices: what kind of map is the product?
"""

import torch

_Right = LeNet5


class LeNet5(_Right):
    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)))
        x = self.pool(self.act(self.conv2(x)))
        return self.fc3(self.fc2(self.fc1(torch.flatten(x, 1))))
