"""lets pixels come in from the other side

What leaves the image on the right comes in on the left. Torn objects are not what a shifted camera
sees.

Hint: torch.roll shifts in a ring. What should come in instead?
"""

import torch


def augment(images, generator):
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (2, count), generator=generator)
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = images[i].roll((4 - top, 4 - left), (1, 2))
        result[i] = moved.flip(2) if flips[i] else moved
    return result
