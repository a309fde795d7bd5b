"""gives every block of a stage stride 2

Not only the first block of layer2 and layer3 halves the picture, but each of them. With several
blocks little is left of it, and every block needs a projection.

Hint: which blocks of a stage change the size?
"""

from torch import nn


def _stage(c_in, c_out, blocks, stride):
    first = _BasicBlock(c_in, c_out, stride)
    return nn.Sequential(first, *(_BasicBlock(c_out, c_out, stride) for _ in range(blocks - 1)))
