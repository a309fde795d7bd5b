"""counts a single bias for the whole layer

One number cannot shift all the output channels differently. Each filter, and each unit of a fully
connected layer, has its own bias: the layer from 400 to 120 holds 48,120 numbers, not 48,001.

Hint: what is the shape of the bias b of conv2d?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in // groups) * k_h * k_w + int(bias)


def linear_params(n_in, n_out, bias=True):
    return n_in * n_out + int(bias)
