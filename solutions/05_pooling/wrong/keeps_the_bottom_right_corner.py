"""keeps the bottom-right corner of each window instead of its maximum

One fixed pixel of each window is copied, the last one. That is subsampling: three of four
pixels are thrown away without being looked at. It often comes from an index that runs to the
end of the window without ever comparing values.

Hint: Put the largest number into another corner of the window. Does the result follow it?
"""


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    return _windows(_pad(x, padding, float("-inf")), window, stride)[..., -1, -1].copy()
