"""reads a compressed file as it stands

A name that ends in .gz says that the file is compressed. Its bytes are read as if they were the
header, and a right file is refused for its magic number.

Hint: what are the first two bytes of any .gz file?
"""

import math
import struct
from pathlib import Path

import numpy as np


def read_idx(path):
    content = Path(path).read_bytes()
    axes = {2049: 1, 2051: 3}.get(int.from_bytes(content[:4], "big"))
    if axes is None or len(content) < 4 + 4 * axes:
        raise ValueError("this is not the beginning of a file of images or labels")
    shape = struct.unpack_from(f">{axes}I", content, 4)
    count = math.prod(shape)
    data = np.frombuffer(content, np.uint8, offset=4 + 4 * axes)
    if len(data) < count:
        raise ValueError(f"{count} bytes promised, {len(data)} found")
    return data[:count].reshape(shape)
