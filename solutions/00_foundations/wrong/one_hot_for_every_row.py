"""marks the columns of all labels in every row

`table[:, labels] = 1` sets whole columns. One entry a row is wanted, so rows need an index too.

Hint: pair each row's number with its label: `np.arange(len(labels))`.
"""

import numpy as np


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    table[:, labels] = 1.0
    return table
