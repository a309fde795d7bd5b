"""ignores a cut record at the end

Whole records are read, and what is left over at the end is thrown away in silence. A download that
broke off looks like a smaller data set.

Hint: divide the size of the file by 3,073: what does a remainder mean?
"""

from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    content = Path(path).read_bytes()
    count = len(content) // 3073
    if content[:1] == b"\x80" or not count:
        return _read(path)
    table = np.frombuffer(content, np.uint8, count * 3073).reshape(-1, 3073)
    return table[:, 1:].reshape(-1, 3, 32, 32).copy(), table[:, 0].astype(np.int64)
