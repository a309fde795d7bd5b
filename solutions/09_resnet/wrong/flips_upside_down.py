"""flips the images upside down

Top and bottom change places. A car standing on its roof is rare; a car seen from the other side is
not.

Hint: which axis of (N, C, H, W) runs from left to right?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (2, count), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(1) if flips[i] else moved
    return result
