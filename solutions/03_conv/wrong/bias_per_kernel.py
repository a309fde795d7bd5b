"""counts one bias per kernel

A filter has one kernel for each input channel, but their results are added up before the bias
joins. So the bias belongs to the filter. For 2 to 3 channels and 3x3 you count 60; the truth is
57.

Hint: how many numbers come out of one filter at one position? Each of those gets one bias.
"""


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = _pair(k)
    return c_out * (c_in // groups) * (k_h * k_w + int(bias))
