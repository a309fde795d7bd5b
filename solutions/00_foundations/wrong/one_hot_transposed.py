"""one-hot with classes as rows

The table has one column for each sample and one row for each class. Everything in this
course keeps samples in rows, so that row i of the table belongs to row i of the data.

Hint: compare the shape of your result with (N, C) for three samples and five classes.
"""

import numpy as np


def one_hot(labels, num_classes):
    return np.eye(num_classes)[:, labels]
