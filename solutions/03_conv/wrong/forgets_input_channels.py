"""forgets the input channels in the parameter count

A filter is as deep as its input: it has one kernel for each input channel. Your count is right
only for images with a single channel.

Hint: a 3x3 filter on an RGB image multiplies how many numbers at one position?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (k_h * k_w + int(bias))
