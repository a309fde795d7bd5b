"""takes the padding off on one side only

The transposed convolution undoes a padding of p on each side, so the length shrinks by 2 p, not
by p.

Hint: how many columns does a padding of 1 add to an image?
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return (n - 1) * s - p + d * (f - 1) + output_padding + 1
