"""flips the images but never shifts them

Half of the augmentation is missing: a picture of a cat stays one when the cat stands a few pixels further to the left.

Hint: which two things does the docstring ask for?
"""

import torch


def augment(images, generator):
    flips = torch.rand(len(images), generator=generator) < 0.5
    return torch.where(flips[:, None, None, None].to(images.device), images.flip(3), images)
