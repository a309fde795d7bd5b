"""adds the window up and never divides

The result of the average is the sum of the window. It is larger than any pixel could explain:
a constant image should stay as it is.

Hint: What should the average of a window full of ones be?
"""

_mean = avg_pool2d


def avg_pool2d(x, k, s=None, p=0):
    return _mean(x, k, s, p) * (_pair(k)[0] * _pair(k)[1])


def global_avg_pool2d(x):
    return x.sum(axis=(2, 3))
