"""turns the labels into int64

A loss wants such labels, and a later step may make them. The reader returns the bytes as they are.

Hint: which dtype does the docstring promise for both kinds of file?
"""

_read_idx = read_idx


def read_idx(path):
    array = _read_idx(path)
    return array.astype("int64") if array.ndim == 1 else array
