"""ignores the groups

With groups the channels are split, and a filter sees only the channels of its own group. That
makes each filter thinner; the number of filters, and so of biases, stays.

Hint: how deep is one filter when the input channels are shared out among the groups?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in * k_h * k_w + int(bias))


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    k_h, k_w = _pair(k)
    return c_out * c_in * k_h * k_w * h_out * w_out
