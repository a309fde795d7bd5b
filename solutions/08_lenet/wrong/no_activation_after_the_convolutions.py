"""leaves out the activations of the convolutions

Convolution, average pooling and the next convolution with nothing in between are one linear map.
All that the network can bend is left to its last layers.

Hint: after how many of the five layers with weights does an activation stand?
"""

import torch

_Right = LeNet5


class LeNet5(_Right):
    def forward(self, x):
        x = self.pool(self.conv2(self.pool(self.conv1(x))))
        x = self.act(self.fc1(torch.flatten(x, 1)))
        return self.fc3(self.act(self.fc2(x)))
