"""admits everything in NumPy

Every name whose module begins with numpy is admitted. NumPy holds functions that write files and
even some that run source text, so this is hardly better than admitting everything.

Hint: how many names does a published file need? Name them one by one.
"""

import pickle
from pathlib import Path

import numpy as np


class _Loader(pickle.Unpickler):
    def find_class(self, module, name):
        if module.split(".")[0] == "numpy":
            return super().find_class(module, name)
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
