"""leaves the labels as bytes

The labels of a binary file come as uint8, as they were read. int64 is asked for: the loss wants
that type, and arithmetic with bytes begins again at 0 after 255.

Hint: print the dtype of the labels for each of the two layouts.
"""

from pathlib import Path

import numpy as np

_read = read_cifar10


def read_cifar10(path):
    images, labels = _read(path)
    is_pickle = Path(path).read_bytes()[:1] == b"\x80"
    return images, labels if is_pickle else labels.astype(np.uint8)
