"""knows only the old name of a NumPy module

numpy.core became numpy._core with NumPy 2, so files written since then name the same function
differently and are refused.

Hint: two spellings mean the same function.
"""

import pickle
from pathlib import Path

import numpy as np


class _Loader(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in {
            ("numpy.core.multiarray", "_reconstruct"),
            ("numpy", "ndarray"),
            ("numpy", "dtype"),
        }:
            home = "numpy._core.multiarray" if name == "_reconstruct" else module
            return super().find_class(home, name)
        raise ValueError(f"{module}.{name} is not admitted")


_read = read_cifar10


def read_cifar10(path):
    if Path(path).read_bytes()[:1] != b"\x80":
        return _read(path)
    try:
        with open(path, "rb") as file:
            content = _Loader(file, encoding="bytes").load()
        labels = np.array(content[b"labels"], dtype=np.int64)
        images = np.asarray(content[b"data"])
        if images.dtype != np.uint8 or images.shape != (len(labels), 3072):
            raise ValueError("wrong shape or type")
        if labels.min() < 0 or labels.max() > 9:
            raise ValueError("labels that are no classes")
    except Exception as error:
        raise ValueError(f"not a CIFAR-10 file: {error}") from error
    return images.reshape(-1, 3, 32, 32).copy(), labels
