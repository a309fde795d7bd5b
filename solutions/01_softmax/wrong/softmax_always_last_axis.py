"""axis ignored

The sum always runs along the last axis, whatever axis was asked for. For a table of samples
that is the usual choice, and so the mistake shows only when the classes stand somewhere
else, as in the channels of an image.

Hint: pass the parameter on to every NumPy reduction.
"""

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
