"""Pooling: shrinking feature maps without any weight.

Images are NCHW: ``(batch, channels, height, width)``. A pooling window slides over each channel
on its own, so the number of channels never changes, and there is nothing to learn.

Conventions of this module:

* ``k`` (window), ``s`` (stride) and ``p`` (padding) are an int, or a pair
  ``(vertical, horizontal)``.
* ``s=None`` means that the stride is the window: the windows tile the image without overlap.
* The output size is ``floor((n + 2p - k) / s) + 1``. A window that does not fit is dropped.
* ``p`` is at most half of ``k``, so that every window holds at least one real pixel.
* Maximum pooling pads with minus infinity. Average pooling pads with zeros, and counts them.
* Results keep the float dtype of the input, and no function changes its arguments.
"""

import numpy as np

Pair = int | tuple[int, int]


### BEGIN SOLUTION
def _pair(value: Pair) -> tuple[int, int]:
    """An int stands for the same number in both directions."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _geometry(k: Pair, s: Pair | None, p: Pair) -> tuple[tuple[int, int], ...]:
    """Window, stride and padding as pairs; no stride means the window."""
    window = _pair(k)
    stride = window if s is None else _pair(s)
    return window, stride, _pair(p)


def _pad(x: np.ndarray, padding: tuple[int, int], fill: float) -> np.ndarray:
    """A frame of ``fill`` around each channel: rows above and below, columns left and right."""
    rows, cols = padding
    return np.pad(x, ((0, 0), (0, 0), (rows, rows), (cols, cols)), constant_values=fill)


def _windows(padded: np.ndarray, window: tuple[int, int], stride: tuple[int, int]) -> np.ndarray:
    """All windows as a view of shape ``(N, C, H_out, W_out, kH, kW)``."""
    every = np.lib.stride_tricks.sliding_window_view(padded, window, axis=(2, 3))
    return every[:, :, :: stride[0], :: stride[1]]


### END SOLUTION


def max_pool2d(x: np.ndarray, k: Pair, s: Pair | None = None, p: Pair = 0) -> np.ndarray:
    """Largest value of each window.

    ``x`` is ``(N, C, H, W)``; the result is ``(N, C, H_out, W_out)`` with
    ``H_out = floor((H + 2p - k) / s) + 1`` and the dtype of ``x``.
    The padding is minus infinity: it never wins, not even against negative numbers.

    >>> x = np.array([[[[1.0, 5, 2, 0], [4, 3, 8, 6], [7, 2, 1, 3], [0, 9, 4, 5]]]])
    >>> max_pool2d(x, 2)[0, 0].tolist()
    [[5.0, 8.0], [9.0, 5.0]]
    >>> max_pool2d(np.zeros((1, 2, 5, 5)), 3, s=1).shape
    (1, 2, 3, 3)
    """
    ### BEGIN SOLUTION
    window, stride, padding = _geometry(k, s, p)
    return _windows(_pad(x, padding, -np.inf), window, stride).max(axis=(-2, -1))
    ### END SOLUTION


def max_pool2d_backward(
    dout: np.ndarray, x: np.ndarray, k: Pair, s: Pair | None = None, p: Pair = 0
) -> np.ndarray:
    """Gradient of a loss with respect to the input of ``max_pool2d(x, k, s, p)``.

    ``dout`` has the shape of the pooled map; the result has the shape and dtype of ``x``.
    Each window hands its gradient to the pixel that won. If several pixels of a window are
    equally large, the first in row-major order (top row first, then from the left) gets all
    of it. A pixel that wins several overlapping windows collects the sum.

    >>> x = np.array([[[[1.0, 5], [4, 3]]]])
    >>> max_pool2d_backward(np.array([[[[10.0]]]]), x, 2)[0, 0].tolist()
    [[0.0, 10.0], [0.0, 0.0]]
    """
    ### BEGIN SOLUTION
    window, stride, padding = _geometry(k, s, p)
    n, c, h, w = x.shape
    padded = _pad(x, padding, -np.inf)
    windows = _windows(padded, window, stride)
    h_out, w_out = windows.shape[2:4]
    winner = windows.reshape(n, c, h_out, w_out, window[0] * window[1]).argmax(axis=-1)
    rows = stride[0] * np.arange(h_out)[:, None] + winner // window[1]
    cols = stride[1] * np.arange(w_out) + winner % window[1]
    images = np.arange(n)[:, None, None, None]
    channels = np.arange(c)[:, None, None]
    dpadded = np.zeros_like(padded)
    np.add.at(dpadded, (images, channels, rows, cols), dout)  # adds again at a repeated index
    return dpadded[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
    ### END SOLUTION


def avg_pool2d(x: np.ndarray, k: Pair, s: Pair | None = None, p: Pair = 0) -> np.ndarray:
    """Mean of each window.

    ``x`` is ``(N, C, H, W)``; the result is ``(N, C, H_out, W_out)`` with the dtype of ``x``.
    The padding is zero and counts as pixels: the sum is always divided by ``kH * kW``
    (PyTorch calls this ``count_include_pad=True``).

    >>> x = np.array([[[[1.0, 5, 2, 0], [4, 3, 8, 6], [7, 2, 1, 3], [0, 9, 4, 5]]]])
    >>> avg_pool2d(x, 2)[0, 0].tolist()
    [[3.25, 4.0], [4.5, 3.25]]
    """
    ### BEGIN SOLUTION
    window, stride, padding = _geometry(k, s, p)
    return _windows(_pad(x, padding, 0.0), window, stride).mean(axis=(-2, -1))
    ### END SOLUTION


def avg_pool2d_backward(
    dout: np.ndarray,
    x_shape: tuple[int, int, int, int],
    k: Pair,
    s: Pair | None = None,
    p: Pair = 0,
) -> np.ndarray:
    """Gradient of a loss with respect to the input of ``avg_pool2d(x, k, s, p)``.

    The values of ``x`` do not matter, only its shape ``x_shape = (N, C, H, W)``. The result has
    that shape and the dtype of ``dout``. Each pixel of a window gets the same share of the
    window's gradient; overlapping windows add up; what falls on the padding is lost.

    >>> avg_pool2d_backward(np.array([[[[8.0]]]]), (1, 1, 2, 2), 2)[0, 0].tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    ### BEGIN SOLUTION
    window, stride, padding = _geometry(k, s, p)
    h, w = x_shape[2:]
    h_out, w_out = dout.shape[2:]
    share = dout / (window[0] * window[1])
    dpadded = _pad(np.zeros(x_shape, dtype=dout.dtype), padding, 0.0)
    for i in range(window[0]):
        for j in range(window[1]):
            rows = slice(i, i + stride[0] * h_out, stride[0])
            cols = slice(j, j + stride[1] * w_out, stride[1])
            dpadded[:, :, rows, cols] += share
    return dpadded[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
    ### END SOLUTION


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Mean of each channel: ``(N, C, H, W)`` becomes ``(N, C)``, in the dtype of ``x``.

    Lin, Chen and Yan, "Network In Network" (2013), put it in place of the last dense layers.

    >>> global_avg_pool2d(np.array([[[[1.0, 2], [3, 6]], [[0, 0], [0, 4]]]])).tolist()
    [[3.0, 1.0]]
    """
    ### BEGIN SOLUTION
    return x.mean(axis=(2, 3))
    ### END SOLUTION


def global_avg_pool2d_backward(dout: np.ndarray, x_shape: tuple[int, int, int, int]) -> np.ndarray:
    """Gradient of a loss with respect to the input of ``global_avg_pool2d``.

    ``dout`` is ``(N, C)``; the result has the shape ``x_shape = (N, C, H, W)`` and the dtype of
    ``dout``.

    >>> global_avg_pool2d_backward(np.array([[12.0]]), (1, 1, 2, 3))[0, 0].tolist()
    [[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]
    """
    ### BEGIN SOLUTION
    h, w = x_shape[2:]
    share = dout / (h * w)
    return np.tile(share[:, :, None, None], (1, 1, h, w))
    ### END SOLUTION
