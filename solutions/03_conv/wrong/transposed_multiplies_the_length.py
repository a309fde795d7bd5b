"""multiplies the whole length by the stride

Between n outputs there are n - 1 steps, not n. Multiplying all of n by the stride adds one step
too many behind the last window.

Hint: where does the last window start, if the first starts at 0?
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return n * s - 2 * p + d * (f - 1) + output_padding
