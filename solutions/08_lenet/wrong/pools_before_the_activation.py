"""pools before the activation

Each convolution is followed by pooling and only then by the activation. The mean of tanh values is
not the tanh of their mean. With max pooling the two orders agree, so only averages show it.

Hint: in which order does the table name convolution, activation and pooling?
"""

import torch

_Right = LeNet5


class LeNet5(_Right):
    def forward(self, x):
        x = self.act(self.pool(self.conv1(x)))
        x = self.act(self.pool(self.conv2(x)))
        x = self.act(self.fc1(torch.flatten(x, 1)))
        return self.fc3(self.act(self.fc2(x)))
