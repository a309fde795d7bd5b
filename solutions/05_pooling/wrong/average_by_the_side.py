"""divides by the side of the window instead of its area

A window of 2x2 holds four pixels, not two. The sum is divided by how many numbers it has.

Hint: what is the average of a window of ones?
"""


def avg_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    return _windows(_pad(x, padding, 0.0), window, stride).sum(axis=(-2, -1)) / x.dtype.type(
        window[0]
    )
