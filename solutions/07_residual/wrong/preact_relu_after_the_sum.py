"""activates the pre-activation block's sum

The point of this block is that nothing stands on the skip's way: x travels through a hundred
blocks unchanged. A ReLU after the sum closes that way for negative numbers.

Hint: With conv2 all zero the block should return x. Does it, for a negative x?
"""

import torch


class PreActBlock(PreActBlock):
    def forward(self, x):
        return torch.relu(super().forward(x))
