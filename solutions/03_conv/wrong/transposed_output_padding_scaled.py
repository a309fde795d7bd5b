"""multiplies the output padding by the stride

output_padding is added as it is: it picks one of the s lengths that the forward convolution
cannot tell apart. Times the stride it leaves that range.

Hint: with stride 2 and output_padding 1, how much longer should the result be than without?
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return (n - 1) * s - 2 * p + d * (f - 1) + s * output_padding + 1
