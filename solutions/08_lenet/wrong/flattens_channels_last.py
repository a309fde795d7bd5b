"""flattens with the channels as the last axis

The 400 numbers are the same, but in another order: fc1 was trained for all of the first channel, then all of the
second. No shape complains.

Hint: in which order does flatten read a tensor (N, C, H, W)?
"""

import torch


class LeNet5(LeNet5):
    def forward(self, x):
        x = self.pool(self.act(self.conv1(x)))
        x = self.pool(self.act(self.conv2(x)))
        x = torch.flatten(x.permute(0, 2, 3, 1), 1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)
