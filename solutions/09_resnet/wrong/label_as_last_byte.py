"""takes the last byte of a record for the label

The label is the FIRST of the 3,073 bytes. Read from the end, the label is a pixel and every picture
is shifted by one byte.

Hint: print the first byte of the file, and the 3,074th.
"""

from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    content = Path(path).read_bytes()
    if content[:1] == b"\x80" or not content or len(content) % 3073:
        return _read(path)
    table = np.frombuffer(content, np.uint8).reshape(-1, 3073)
    return table[:, :-1].reshape(-1, 3, 32, 32).copy(), table[:, -1].astype(np.int64)
