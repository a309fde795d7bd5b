"""one-hot table of integers

The zeros and ones are integers. The values are right, but the statement asks for float64,
because the table is about to be multiplied with probabilities and gradients.

Hint: which dtype does your table of zeros start with?
"""

import numpy as np


def one_hot(labels, num_classes):
    return (labels[:, None] == np.arange(num_classes)).astype(int)
