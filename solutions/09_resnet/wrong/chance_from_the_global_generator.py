"""draws from the global generator

The generator that was handed in is not used. Two runs with the same generator differ, and a seed no
longer repeats a run.

Hint: every function of torch that draws has an argument for the generator.
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count) < 0.5
    shifts = torch.randint(-4, 5, (2, count))
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
