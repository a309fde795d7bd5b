"""counts the additions as well

Some tables count a multiplication and the addition after it as two operations. Here, as in most
papers on convolutional networks, only the multiplications count: one for each product.

Hint: your numbers are exactly twice as large. Which two things do you count?
"""


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    k_h, k_w = _pair(k)
    return 2 * c_out * (c_in // groups) * k_h * k_w * h_out * w_out
