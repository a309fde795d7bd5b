"""Averages as products with two pooling matrices; maxima by a search along a flattened window."""

import numpy as np


def _averaging_matrix(n, k, s, p, dtype):
    """Row i holds 1/k for each real pixel of window i: (n_out, n)."""
    starts = np.arange((n + 2 * p - k) // s + 1)[:, None] * s - p
    place = np.arange(n)[None, :]
    return ((place >= starts) & (place < starts + k)).astype(dtype) / dtype.type(k)


def _matrices(shape, k, s, p, dtype):
    (kh, kw), (ph, pw) = _pair(k), _pair(p)
    sh, sw = _pair(k if s is None else s)
    return (
        _averaging_matrix(shape[2], kh, sh, ph, dtype),
        _averaging_matrix(shape[3], kw, sw, pw, dtype),
    )


def avg_pool2d(x, k, s=None, p=0):
    tall, wide = _matrices(x.shape, k, s, p, x.dtype)
    return np.einsum("ih,nchw,jw->ncij", tall, x, wide)


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    tall, wide = _matrices(x_shape, k, s, p, dout.dtype)
    return np.einsum("ih,ncij,jw->nchw", tall, dout, wide)


def global_avg_pool2d(x):
    return x.reshape(*x.shape[:2], x.shape[2] * x.shape[3]).mean(-1)


def global_avg_pool2d_backward(dout, x_shape):
    ones = np.ones(x_shape, dtype=dout.dtype)
    return ones * dout[..., None, None] / (x_shape[2] * x_shape[3])


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    windows = _windows(_pad(x, padding, -np.inf), window, stride)
    flat = windows.reshape(*windows.shape[:4], window[0] * window[1])
    return np.sort(flat, axis=-1)[..., -1]
