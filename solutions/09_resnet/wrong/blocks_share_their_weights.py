"""repeats one block instead of making several

A list times a number holds the same block several times, not several blocks. They share their
weights, so the network is as long as it should be and has fewer parameters. The state dict lists
them all the same.

Hint: are `layer1[1]` and `layer1[2]` the same object?
"""

from torch import nn


def _stage(c_in, c_out, blocks, stride):
    later = [_BasicBlock(c_out, c_out, 1)] * (blocks - 1)
    return nn.Sequential(_BasicBlock(c_in, c_out, stride), *later)
