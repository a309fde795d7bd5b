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
    raise NotImplementedError("max_pool2d is yours to write")


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
    raise NotImplementedError("max_pool2d_backward is yours to write")


def avg_pool2d(x: np.ndarray, k: Pair, s: Pair | None = None, p: Pair = 0) -> np.ndarray:
    """Mean of each window.

    ``x`` is ``(N, C, H, W)``; the result is ``(N, C, H_out, W_out)`` with the dtype of ``x``.
    The padding is zero and counts as pixels: the sum is always divided by ``kH * kW``
    (PyTorch calls this ``count_include_pad=True``).

    >>> x = np.array([[[[1.0, 5, 2, 0], [4, 3, 8, 6], [7, 2, 1, 3], [0, 9, 4, 5]]]])
    >>> avg_pool2d(x, 2)[0, 0].tolist()
    [[3.25, 4.0], [4.5, 3.25]]
    """
    raise NotImplementedError("avg_pool2d is yours to write")


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
    raise NotImplementedError("avg_pool2d_backward is yours to write")


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Mean of each channel: ``(N, C, H, W)`` becomes ``(N, C)``, in the dtype of ``x``.

    Lin, Chen and Yan, "Network In Network" (2013), put it in place of the last dense layers.

    >>> global_avg_pool2d(np.array([[[[1.0, 2], [3, 6]], [[0, 0], [0, 4]]]])).tolist()
    [[3.0, 1.0]]
    """
    raise NotImplementedError("global_avg_pool2d is yours to write")


def global_avg_pool2d_backward(dout: np.ndarray, x_shape: tuple[int, int, int, int]) -> np.ndarray:
    """Gradient of a loss with respect to the input of ``global_avg_pool2d``.

    ``dout`` is ``(N, C)``; the result has the shape ``x_shape = (N, C, H, W)`` and the dtype of
    ``dout``.

    >>> global_avg_pool2d_backward(np.array([[12.0]]), (1, 1, 2, 3))[0, 0].tolist()
    [[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]
    """
    raise NotImplementedError("global_avg_pool2d_backward is yours to write")
