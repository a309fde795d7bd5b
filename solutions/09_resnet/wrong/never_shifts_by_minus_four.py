"""never shifts by the largest amount up or left

A window of the padded image is chosen by its corner, and the corner is drawn from 0 to 7. There are
nine places, not eight: padding of 4 on both sides gives 8 pixels of room, so 0 to 8.

Hint: does `torch.randint(low, high)` include high?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    corners = torch.randint(0, 8, (2, count), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = int(corners[0, i]), int(corners[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
