"""flips the whole batch or none of it

The shifts are drawn for each image, but one draw decides the flip of all. Each image is flipped by itself, with
probability 1/2.

Hint: how many random numbers decide the flips of N images?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = (torch.rand(1, generator=generator) < 0.5).expand(count)
    shifts = torch.randint(-4, 5, (2, count), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
