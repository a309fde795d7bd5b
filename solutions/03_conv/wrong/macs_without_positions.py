"""counts weights instead of multiplications

Weights are shared: the same filter works at every position. It is stored once, but it multiplies
again at each of the h_out * w_out places. That is why a convolution has few parameters and still
much to compute.

Hint: how often is one weight used while one image passes?
"""


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in // groups) * k_h * k_w
