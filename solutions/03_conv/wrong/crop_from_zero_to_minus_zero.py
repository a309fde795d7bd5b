"""cuts everything off where there is no padding

`dx[p:-p]` takes the frame away for p > 0. For p = 0 it is `dx[0:0]`, which is empty. Cut from p
to p + height.

Hint: what does `x[0:-0]` hold?
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    p_h, p_w = _pair(padding)
    _, dw, db = _backward(dout, x, w, stride, padding, dilation)
    padded = pad2d(x, padding)
    dpadded = _backward(dout, padded, w, stride, 0, dilation)[0]
    return dpadded[:, :, p_h:-p_h, p_w:-p_w], dw, db


def _backward(dout, x, w, stride, padding, dilation):
    (p_h, p_w), (s_h, s_w), (d_h, d_w) = _pair(padding), _pair(stride), _pair(dilation)
    (k_h, k_w), (h_out, w_out) = w.shape[2:], dout.shape[2:]
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u * d_h, u * d_h + s_h * (h_out - 1) + 1, s_h)
        for v in range(k_w):
            columns = slice(v * d_w, v * d_w + s_w * (w_out - 1) + 1, s_w)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]]
    return dx, dw, dout.sum(axis=(0, 2, 3))
