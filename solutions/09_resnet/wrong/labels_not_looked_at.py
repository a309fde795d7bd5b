"""accepts labels above 9

There are ten classes, so a label of 10 or more says that the file is another one, or damaged. It is
handed on all the same, and the loss fails much later, far from the cause.

Hint: which numbers can a label be?
"""

from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    content = Path(path).read_bytes()
    if content[:1] == b"\x80":
        records, labels = _read_pickled(path)
    elif not content or len(content) % 3073:
        raise ValueError("not a whole number of records")
    else:
        table = np.frombuffer(content, np.uint8).reshape(-1, 3073)
        records, labels = table[:, 1:], table[:, 0]
    return records.reshape(-1, 3, 32, 32).copy(), labels.astype(np.int64)
