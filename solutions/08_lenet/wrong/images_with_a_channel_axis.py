"""adds an axis for the channel

A network wants (N, 1, rows, columns), the file has three axes. What is returned has the file's axes.

Hint: which shapes does the docstring name?
"""

_read_idx = read_idx


def read_idx(path):
    array = _read_idx(path)
    return array[:, None] if array.ndim == 3 else array
