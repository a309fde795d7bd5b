"""draws once for the whole batch

All images of a batch are flipped and shifted in the same way. The batch as a whole moves, and
within it there is no variety.

Hint: how many random numbers does a batch of N images need?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = (torch.rand(1, generator=generator) < 0.5).expand(count)
    shifts = torch.randint(-4, 5, (2, 1), generator=generator).expand(2, count)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
