"""takes every kernel as square

A kernel may be a pair (kH, kW), such as 3x1. Your count uses one of the two lengths twice.

Hint: what is the area of a rectangle?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, _ = _pair(k)
    return c_out * ((c_in // groups) * k_h * k_h + int(bias))


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    k_h, _ = _pair(k)
    return c_out * (c_in // groups) * k_h * k_h * h_out * w_out
