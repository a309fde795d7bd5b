"""flattens AlexNet's maps with the channels as the last axis

The 9,216 numbers are the same, but in another order than the weights of the first linear layer were trained for. No shape
complains.

Hint: In which order does flatten read a tensor (N, C, H, W)?
"""

import torch


class AlexNet(AlexNet):
    def forward(self, x):
        maps = self.features(x).permute(0, 2, 3, 1)
        return self.classifier(torch.flatten(maps, 1))
