"""takes the last axis for the channels

Axes 1 and 2 are pooled, as if the image were stored as (N, H, W, C). This course stores images
as (N, C, H, W). With such a mix-up the channels shrink and one direction of the image does not.

Hint: Write the four axes of x with their names on paper before you slice.
"""

import numpy as np

_nchw_max, _nchw_avg = max_pool2d, avg_pool2d


def max_pool2d(x, k, s=None, p=0):
    return np.moveaxis(_nchw_max(np.moveaxis(x, 3, 1), k, s, p), 1, 3)


def avg_pool2d(x, k, s=None, p=0):
    return np.moveaxis(_nchw_avg(np.moveaxis(x, 3, 1), k, s, p), 1, 3)


def global_avg_pool2d(x):
    return x.mean(axis=(1, 2))
