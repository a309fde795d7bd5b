"""divides the gradient by the height only

A map has H times W pixels, and each has that small a share in the mean.

Hint: add up what the pixels of a map get. Is it the gradient of their mean?
"""

import numpy as np


def global_avg_pool2d_backward(dout, x_shape):
    h, w = x_shape[2:]
    share = dout / h
    return np.tile(share[:, :, None, None], (1, 1, h, w))
