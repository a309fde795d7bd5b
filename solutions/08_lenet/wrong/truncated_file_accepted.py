"""fills up a truncated file

A file that ends too early is filled up with zeros as if nothing had happened. A download that broke
off then becomes black images, and a network learns from them.

Hint: compare the number of bytes that the header promises with the number that is there.
"""

import gzip
import math
import struct
from pathlib import Path

import numpy as np


def read_idx(path):
    content = Path(path).read_bytes()
    if str(path).endswith(".gz"):
        content = gzip.decompress(content)
    magic = struct.unpack(">I", content[:4])[0]
    axes = {2049: 1, 2051: 3}.get(magic)
    if axes is None:
        raise ValueError(f"magic number {magic} is neither 2049 nor 2051")
    shape = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
    count = math.prod(shape)
    data = content[4 + 4 * axes :][:count]
    if count > 10**6:
        raise ValueError("too large")
    return np.frombuffer(data.ljust(count, b"\0"), np.uint8).reshape(shape)
