"""takes the number of columns from the labels

A batch in which the last class does not occur gets a table with fewer columns than the next
batch. How many classes there are is known beforehand, and is handed over for that reason.

Hint: what is the shape for labels [0, 1] out of five classes?
"""

import numpy as np


def one_hot(labels, num_classes):
    labels = np.asarray(labels)
    return np.eye(int(labels.max(initial=-1)) + 1)[labels]
