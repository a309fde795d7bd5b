"""divides by the channels too

The mean runs over the pixels of one channel: h times w numbers. The channels are not mixed, so
they do not belong to the count.

Hint: how many numbers were averaged into one output?
"""

import numpy as np


def global_avg_pool2d_backward(dout, x_shape):
    _, c, h, w = x_shape
    return np.tile(dout[:, :, None, None] / (c * h * w), (1, 1, h, w))
