"""multiplies n instead of n - 1 by the stride

Between n positions lie n - 1 steps. With n of them the result is one stride too long, even for a
kernel of 1 and no padding.

Hint: n = 1 with a kernel of 1 and stride 5: how long must the result be?
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return n * s - 2 * p + d * (f - 1) + output_padding + 1
