"""ignores the stride when it sends the gradient back

In the forward pass output (i, j) read the window that starts at pixel (i s, j s). Your gradient
goes back to a window that starts at (i, j), so it lands on pixels that had no part in it.

Hint: use the same index on the way back as on the way forward.
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (p_h, p_w), (d_h, d_w) = _pair(padding), _pair(dilation)
    height, width = x.shape[2:]
    k_h, k_w = w.shape[2:]
    h_out, w_out = dout.shape[2:]
    db = dout.sum(axis=(0, 2, 3))
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u * d_h, u * d_h + h_out)
        for v in range(k_w):
            columns = slice(v * d_w, v * d_w + w_out)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, db
