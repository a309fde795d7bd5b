"""counts the side of the kernel instead of its area

A 3x3 kernel has nine weights for each input channel, not three. Here only its height is
multiplied in.

Hint: draw a kernel of size 3 and count its numbers.
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    return c_out * ((c_in // groups) * _pair(k)[0] + int(bias))
