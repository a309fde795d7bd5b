"""leaves axes of length 1 behind after global pooling

The result has shape (N, C, 1, 1). The values are right, but a linear layer expects (N, C), and
with such leftovers broadcasting soon produces shapes that nobody wanted.

Hint: Which shape does the docstring promise?
"""


def global_avg_pool2d(x):
    return x.mean(axis=(2, 3), keepdims=True)
