"""adds the one before dividing by the stride

With stride 1 it makes no difference where the 1 is added, so small tests pass. With a larger
stride the first window must not be divided by the stride: only the steps after it are.

Hint: steps and positions are different things. Which of the two does the stride divide?
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    reach = d * (f - 1) + 1
    return (n + 2 * p - reach + 1) // s
