"""ignores the dilation when it sends the gradient back

In the forward pass the kernel's cells stood d pixels apart. Your gradient goes back to cells that
stand side by side, so it lands on pixels that had no part in the result.

Hint: which pixel did weight (u, v) meet? That pixel gets the gradient.
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (p_h, p_w), (s_h, s_w) = _pair(padding), _pair(stride)
    height, width = x.shape[2:]
    k_h, k_w = w.shape[2:]
    h_out, w_out = dout.shape[2:]
    db = dout.sum(axis=(0, 2, 3))
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u, u + s_h * (h_out - 1) + 1, s_h)
        for v in range(k_w):
            columns = slice(v, v + s_w * (w_out - 1) + 1, s_w)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, db
