"""returns dx with the padding still around it

The gradient was collected in the padded image, and the border has to be cut off at the end: the
zeros around the image are no input, and dx must have the shape of x.

Hint: where does pixel (0, 0) of x lie in the padded image?
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (s_h, s_w), (d_h, d_w) = _pair(stride), _pair(dilation)
    k_h, k_w = w.shape[2:]
    h_out, w_out = dout.shape[2:]
    db = dout.sum(axis=(0, 2, 3))
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u * d_h, u * d_h + s_h * (h_out - 1) + 1, s_h)
        for v in range(k_w):
            columns = slice(v * d_w, v * d_w + s_w * (w_out - 1) + 1, s_w)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded
    return dx, dw, db
