"""leaves the biases out of the count

The weights are right, the biases are missing. Every output channel (and every unit of a fully
connected layer) has a bias of its own, which is learned as well.

Hint: 10 filters of 3x3x3 have 280 parameters, not 270.
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in // groups) * k_h * k_w


def linear_params(n_in, n_out, bias=True):
    return n_in * n_out
