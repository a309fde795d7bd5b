"""averages over the width only

One axis of the map is left, so the result has a number for each row. Both axes go.

Hint: what is the shape of your result, and what should it be?
"""


def global_avg_pool2d(x):
    return x.mean(axis=-1)
