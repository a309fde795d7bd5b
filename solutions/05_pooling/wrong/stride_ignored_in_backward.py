"""puts the windows side by side in the backward pass

The backward pass must visit the windows that the forward pass made: window i starts at i times
the stride, not at i times the length of the window.

Hint: let k = 3 and s = 1, and mark the second window.
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    k_h, k_w = (k, k) if np.ndim(k) == 0 else k
    p_h, p_w = (p, p) if np.ndim(p) == 0 else p
    padded = np.pad(x, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)), constant_values=-np.inf)
    dpadded = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        window = padded[n, c, i * k_h : (i + 1) * k_h, j * k_w : (j + 1) * k_w]
        if window.size:
            u, v = np.unravel_index(window.argmax(), window.shape)
            dpadded[n, c, i * k_h + u, j * k_w + v] += dout[n, c, i, j]
    return dpadded[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]]
