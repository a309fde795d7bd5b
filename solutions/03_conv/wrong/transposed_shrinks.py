"""uses the forward size formula for the transposed convolution

A transposed convolution goes the other way: it starts from the small side and makes the large
one. With the forward formula the result shrinks once more.

Hint: name the forward input length m and solve the forward formula for m.
"""


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return (n + 2 * p - d * (f - 1) - 1) // s + 1 + output_padding
