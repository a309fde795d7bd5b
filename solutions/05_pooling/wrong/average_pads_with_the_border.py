"""repeats the border pixels around the image in average pooling

The frame holds copies of the outermost pixels. Here it holds zeros, which count as pixels: the
averages at the border are drawn towards 0.

Hint: what is the average of a corner window of a picture of ones, with a padding of 1?
"""

import numpy as np


def avg_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    return _windows(
        np.pad(x, [(0, 0), (0, 0), *((q, q) for q in padding)], mode="edge"), window, stride
    ).mean(axis=(-2, -1))
