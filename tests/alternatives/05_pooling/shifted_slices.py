"""One strided slice of the image for each place in the window, combined in place."""

import itertools

import numpy as np


def _slices(h, w, k, s, p):
    (kh, kw), (sh, sw), (ph, pw) = (v if isinstance(v, tuple) else (v, v) for v in (k, s or k, p))
    h_out, w_out = 1 + (h + 2 * ph - kh) // sh, 1 + (w + 2 * pw - kw) // sw
    pieces = [
        (..., slice(a, a + sh * (h_out - 1) + 1, sh), slice(b, b + sw * (w_out - 1) + 1, sw))
        for a, b in itertools.product(range(kh), range(kw))
    ]
    inside = (..., slice(ph, ph + h), slice(pw, pw + w))
    return pieces, inside, (h + 2 * ph, w + 2 * pw)


def _framed(x, k, s, p, fill):
    pieces, inside, frame = _slices(*x.shape[2:], k, s, p)
    padded = np.full((*x.shape[:2], *frame), fill, dtype=x.dtype)
    padded[inside] = x
    return padded, pieces, inside


def max_pool2d(x, k, s=None, p=0):
    padded, pieces, _ = _framed(x, k, s, p, -np.inf)
    out = padded[pieces[0]].copy()
    for piece in pieces[1:]:
        np.maximum(out, padded[piece], out=out)
    return out


def max_pool2d_backward(dout, x, k, s=None, p=0):
    padded, pieces, inside = _framed(x, k, s, p, -np.inf)
    best = max_pool2d(x, k, s, p)
    waiting = np.ones(best.shape, dtype=bool)
    dpadded = np.zeros(padded.shape, dtype=x.dtype)
    for piece in pieces:
        here = waiting & (padded[piece] == best)
        dpadded[piece] += np.where(here, dout, 0)
        waiting &= ~here
    return dpadded[inside]


def avg_pool2d(x, k, s=None, p=0):
    padded, pieces, _ = _framed(x, k, s, p, 0.0)
    total = padded[pieces[0]].copy()
    for piece in pieces[1:]:
        total += padded[piece]
    total /= len(pieces)
    return total


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    pieces, inside, frame = _slices(*x_shape[2:], k, s, p)
    dpadded = np.zeros((*x_shape[:2], *frame), dtype=dout.dtype)
    for piece in pieces:
        dpadded[piece] += dout
    return dpadded[inside] / len(pieces)
