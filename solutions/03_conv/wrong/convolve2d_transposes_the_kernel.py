"""transposes the kernel instead of flipping it

Rows and columns of the kernel are exchanged. To flip means to reverse the order along both axes,
which is a turn by 180 degrees.

Hint: where does the upper left number of [[1, 2], [3, 4]] go when it is flipped on both axes?
"""

import numpy as np


def convolve2d(image, kernel, mode):
    kernel = kernel.T
    height, width = image.shape
    k_h, k_w = kernel.shape
    padding = (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    result = conv2d(image[None, None], kernel[None, None], padding=padding)[0, 0]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        result = result[top : top + height, left : left + width]
    return np.ascontiguousarray(result)
