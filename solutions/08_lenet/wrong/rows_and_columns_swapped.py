"""swaps rows and columns

The header names the number of rows before the number of columns. For 28x28 images the mistake
cannot be seen in the shape.

Hint: try a file of images that are not square.
"""

_read_idx = read_idx


def read_idx(path):
    array = _read_idx(path)
    return array if array.ndim == 1 else array.reshape(len(array), array.shape[2], array.shape[1])
