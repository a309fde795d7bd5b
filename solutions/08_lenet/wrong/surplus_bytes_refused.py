"""refuses bytes after the data

The header says how much to read. What follows is not the reader's business, but here it makes the
file unreadable.

Hint: take as many bytes as the header promises, and no more.
"""

import math
from pathlib import Path

_read_idx = read_idx


def read_idx(path):
    array = _read_idx(path)
    size = 4 + 4 * array.ndim + math.prod(array.shape)
    if not str(path).endswith(".gz") and Path(path).stat().st_size != size:
        raise ValueError("the file has another size than its header says")
    return array
