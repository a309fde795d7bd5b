"""divides the pixels by 255

Scaling is a step of its own, and labels would be divided too. The reader returns the bytes as they lie in the file.

Hint: which dtype has the array that the docstring promises?
"""

_read_idx = read_idx


def read_idx(path):
    return _read_idx(path) / 255
