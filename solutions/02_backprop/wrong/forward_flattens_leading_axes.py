"""leaves the leading axes flattened

The input is made a table of rows for the product, and the result stays one. With x of shape (2,
3, in) it should have the shape (2, 3, out): the layer acts on the last axis alone.

Hint: does the product with w need a table at all? If so, which shape must come back?
"""


def linear_forward(x, w, b):
    return x.reshape(-1, w.shape[0]) @ w + b
