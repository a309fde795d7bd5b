"""ignores the dilation in the output size

A dilated kernel has gaps between its cells, so it covers a longer stretch of the input and fits
in fewer places. The number of weights stays the same, the reach does not.

Hint: draw a kernel of 3 cells with d = 2. How many boxes are there from its first cell to its
last?
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    return (n + 2 * p - f) // s + 1
