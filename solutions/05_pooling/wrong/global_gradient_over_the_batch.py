"""divides the gradient by the batch size as well

The mean of a map runs over its own pixels. A mean over the batch belongs to the loss and is in
dout already.

Hint: does the gradient of one image change when another is added to the batch?
"""

import numpy as np


def global_avg_pool2d_backward(dout, x_shape):
    h, w = x_shape[2:]
    share = dout / (x_shape[0] * h * w)
    return np.tile(share[:, :, None, None], (1, 1, h, w))
