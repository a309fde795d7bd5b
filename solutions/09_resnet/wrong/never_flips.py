"""never flips an image

Images are shifted but stay as they are otherwise. Every second one should be turned round, left to
right.

Hint: of 1,000 augmented images, how many look to the other side?
"""

import torch
from torch.nn import functional as F


def augment(images, generator):
    count, _, height, width = images.shape
    shifts = torch.randint(-4, 5, (2, count), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved
    return result
