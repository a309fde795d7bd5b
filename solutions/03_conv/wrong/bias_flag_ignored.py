"""counts the biases although there are none

With bias=False the layer has no biases, as in a convolution that stands before a batch norm. Your
count adds them anyway.

Hint: what changes in the count of one filter when its bias is switched off?
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * ((c_in // groups) * k_h * k_w + 1)


def linear_params(n_in, n_out, bias=True):
    return n_out * (n_in + 1)
