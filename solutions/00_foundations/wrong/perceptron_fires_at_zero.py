"""fires already at zero

The sum is compared with "at least 0", so a neuron whose sum is exactly 0 fires. In this
course it fires only above 0; with zero weights and zero bias it stays silent.

Hint: which of the two comparison signs says strictly greater?
"""


def perceptron(x, w, b):
    return (x @ w + b >= 0).astype(int)
