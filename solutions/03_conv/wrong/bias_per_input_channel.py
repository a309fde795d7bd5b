"""counts one bias for each input instead of each output

A bias is added to the finished sum of a filter, so there are as many as there are outputs. When
both numbers are equal nobody notices.

Hint: to how many results is something added, in a layer from 3 channels to 8?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in // groups) * k_h * k_w + int(bias) * c_in


def linear_params(n_in, n_out, bias=True):
    return n_out * n_in + int(bias) * n_in
