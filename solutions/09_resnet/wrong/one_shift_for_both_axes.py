"""shifts as far down as to the right

One number is drawn for both directions. An image then moves along a diagonal only, and most of the 81 shifts
never occur.

Hint: how many random numbers does one image need?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (count,), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        start = 4 - int(shifts[i])
        moved = padded[i, :, start : start + height, start : start + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
