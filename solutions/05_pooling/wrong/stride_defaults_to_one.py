"""uses stride 1 when no stride is given

A convolution moves by one pixel unless told otherwise, and it is tempting to do the same here.
For pooling the usual default is another one: the windows lie side by side and tile the image.

Hint: If a 2×2 window tiles a 4×4 image, how far does it move each time?
"""


def _geometry(k, s, p):
    return _pair(k), (1, 1) if s is None else _pair(s), _pair(p)
