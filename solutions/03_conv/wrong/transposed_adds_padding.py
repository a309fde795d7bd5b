"""adds the padding in the transposed convolution

The padding belongs to the forward convolution, where it made the input longer. Going back it has
to be cut off again, so a larger p gives a smaller result.

Hint: in the forward formula 2p stands beside n. Which sign does it get on the other side of the
equation?
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return (n - 1) * s + 2 * p + d * (f - 1) + output_padding + 1
