"""Four nested loops over the results, one window at a time."""

import numpy as np


def _both(value):
    if isinstance(value, tuple):
        return value
    return value, value


def _walk(shape, k, s, p):
    """Every window as (n, c, i, j, rows, cols), clipped to the image."""
    kh, kw = _both(k)
    sh, sw = _both(k if s is None else s)
    ph, pw = _both(p)
    n_images, n_channels, h, w = shape
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    walk = []
    for n in range(n_images):
        for c in range(n_channels):
            for i in range(h_out):
                for j in range(w_out):
                    top, left = i * sh - ph, j * sw - pw
                    rows = slice(max(top, 0), min(top + kh, h))
                    cols = slice(max(left, 0), min(left + kw, w))
                    walk.append((n, c, i, j, rows, cols))
    return (n_images, n_channels, h_out, w_out), walk


def max_pool2d(x, k, s=None, p=0):
    shape, walk = _walk(x.shape, k, s, p)
    out = np.empty(shape, dtype=x.dtype)
    for n, c, i, j, rows, cols in walk:
        out[n, c, i, j] = np.max(x[n, c, rows, cols])
    return out


def max_pool2d_backward(dout, x, k, s=None, p=0):
    _, walk = _walk(x.shape, k, s, p)
    dx = np.zeros(x.shape, dtype=x.dtype)
    for n, c, i, j, rows, cols in walk:
        best = None
        for r in range(rows.start, rows.stop):
            for q in range(cols.start, cols.stop):
                if best is None or x[n, c, r, q] > x[n, c, best[0], best[1]]:
                    best = r, q
        dx[n, c, best[0], best[1]] += dout[n, c, i, j]
    return dx


def avg_pool2d(x, k, s=None, p=0):
    kh, kw = _both(k)
    shape, walk = _walk(x.shape, k, s, p)
    out = np.empty(shape, dtype=x.dtype)
    for n, c, i, j, rows, cols in walk:
        out[n, c, i, j] = np.sum(x[n, c, rows, cols]) / (kh * kw)
    return out


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    kh, kw = _both(k)
    _, walk = _walk(x_shape, k, s, p)
    dx = np.zeros(x_shape, dtype=dout.dtype)
    for n, c, i, j, rows, cols in walk:
        dx[n, c, rows, cols] += dout[n, c, i, j] / (kh * kw)
    return dx


def global_avg_pool2d(x):
    out = np.empty(x.shape[:2], dtype=x.dtype)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            out[n, c] = x[n, c].mean()
    return out


def global_avg_pool2d_backward(dout, x_shape):
    dx = np.empty(x_shape, dtype=dout.dtype)
    for n in range(x_shape[0]):
        for c in range(x_shape[1]):
            dx[n, c] = dout[n, c] / (x_shape[2] * x_shape[3])
    return dx
