"""shifts the whole batch by the same amount

The flips are drawn for each image, but one draw decides the shift of all. Each image is shifted by itself.

Hint: how many random numbers decide the shifts of N images?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (2, 1), generator=generator).expand(2, count)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
