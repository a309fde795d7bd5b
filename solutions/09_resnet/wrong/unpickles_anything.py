"""unpickles whatever the file holds

pickle.load runs every function that the file names, before your code sees a single value. A file
from the internet can delete your work this way. Checking the result afterwards is too late.

Hint: override `find_class` of an Unpickler; it is asked for every name.
"""

import pickle
from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    if Path(path).read_bytes()[:1] != b"\x80":
        return _read(path)
    try:
        with open(path, "rb") as file:
            content = pickle.load(file, encoding="bytes")  # noqa: S301 - wrong on purpose
        labels = np.array(content[b"labels"], dtype=np.int64)
        images = np.asarray(content[b"data"])
        if images.dtype != np.uint8 or images.shape != (len(labels), 3072):
            raise ValueError("wrong shape or type")
        if labels.min() < 0 or labels.max() > 9:
            raise ValueError("labels that are no classes")
    except Exception as error:
        raise ValueError(f"not a CIFAR-10 file: {error}") from error
    return images.reshape(-1, 3, 32, 32).copy(), labels
