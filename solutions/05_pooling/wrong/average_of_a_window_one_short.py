"""leaves the last row and column of each window out

A slice ends before its end: a window of k rows is `i : i + k`, not `i : i + k - 1`.

Hint: how many numbers does `x[0:2]` hold?
"""


def avg_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    every = _windows(_pad(x, padding, 0.0), window, stride)
    return every[..., : max(window[0] - 1, 1), : max(window[1] - 1, 1)].sum(axis=(-2, -1)) / (
        window[0] * window[1]
    )
