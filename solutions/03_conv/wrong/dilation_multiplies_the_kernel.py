"""takes the reach of a dilated kernel as d times f

There is a gap after every cell of the kernel except the last one. With d * f you also count the
gap after the last cell, so the kernel seems longer than it is.

Hint: how many gaps are there between f cells?
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    return (n + 2 * p - d * f) // s + 1
