"""lets the errors of a damaged pickle through

A pickle that was cut raises EOFError or UnpicklingError, one with other content raises KeyError,
and there are more. The caller was promised a ValueError for every file that cannot be read.

Hint: cut a small pickle at several places, read it, and see what is raised.
"""

from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    if Path(path).read_bytes()[:1] != b"\x80":
        return _read(path)
    with open(path, "rb") as file:
        content = _CifarUnpickler(file, encoding="bytes").load()
    labels = np.array(content[b"labels"], dtype=np.int64)
    data = content[b"data"].state[4]
    images = np.frombuffer(data, np.uint8).reshape(len(labels), 3, 32, 32)
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError("labels that are no classes")
    return images.copy(), labels
