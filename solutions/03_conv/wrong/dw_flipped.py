"""turns dw upside down

dw comes out rotated by half a turn. dx is the place where a flipped kernel appears in textbooks;
dw has the orientation of w itself.

Hint: dw[u, v] pairs dout with the pixels that w[u, v] was multiplied with. Which are these for u
= v = 0?
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (p_h, p_w), (s_h, s_w), (d_h, d_w) = _pair(padding), _pair(stride), _pair(dilation)
    height, width = x.shape[2:]
    k_h, k_w = w.shape[2:]
    h_out, w_out = dout.shape[2:]
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))[:, :, ::-1, ::-1]
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u * d_h, u * d_h + s_h * (h_out - 1) + 1, s_h)
        for v in range(k_w):
            columns = slice(v * d_w, v * d_w + s_w * (w_out - 1) + 1, s_w)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, dout.sum(axis=(0, 2, 3))
