"""reads the bytes as signed numbers

A byte holds 0 to 255 here. Read as int8, everything from 128 on becomes negative: the brightest
pixels turn darker than black.

Hint: which dtype of NumPy holds 0 to 255 in one byte?
"""

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np


def read_idx(path):
    content = Path(path).read_bytes()
    if str(path).endswith(".gz"):
        try:
            content = gzip.decompress(content)
        except (EOFError, OSError, zlib.error) as error:
            raise ValueError(f"{path} is damaged: {error}") from error
    axes = {2049: 1, 2051: 3}.get(int.from_bytes(content[:4], "big"))
    if axes is None or len(content) < 4 + 4 * axes:
        raise ValueError("this is not the beginning of a file of images or labels")
    shape = struct.unpack_from(f">{axes}I", content, 4)
    count = math.prod(shape)
    data = np.frombuffer(content, np.int8, offset=4 + 4 * axes)
    if len(data) < count:
        raise ValueError(f"{count} bytes promised, {len(data)} found")
    return data[:count].reshape(shape)
