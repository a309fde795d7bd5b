"""logarithm to the base 2

The logarithm is taken to the base 2, as in information theory, where the loss is counted in
bits. This course, like the frameworks, uses the natural logarithm: with C equal logits the
loss must be ln C, which for ten classes is 2.303 and not 3.322.

Hint: which NumPy function undoes numpy.exp?
"""

import numpy as np


def log_softmax(x, axis=-1):
    shifted = x - np.max(x, axis=axis, keepdims=True)
    return (shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))) / np.log(2)
