"""divides the filters among the groups as well

Groups split the input channels: a filter sees only those of its group. But all c_out filters
still exist, so dividing c_out by the groups takes too many weights away.

Hint: how many output channels does the layer have, and how many filters does that take?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return (c_out // groups) * (c_in // groups) * k_h * k_w + c_out * int(bias)


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    k_h, k_w = _pair(k)
    return (c_out // groups) * (c_in // groups) * k_h * k_w * h_out * w_out
