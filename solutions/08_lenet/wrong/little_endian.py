"""reads the bytes of a number in the wrong order

The header's numbers have their most significant byte first. Read the other way round, 2049 becomes
17,301,504.

Hint: look at the first four bytes of a file of labels: 0 0 8 1.
"""

from pathlib import Path

import numpy as np


def read_idx(path):
    content = Path(path).read_bytes()
    magic = int.from_bytes(content[:4], "little")
    axes = {2049: 1, 2051: 3}.get(magic)
    if axes is None:
        raise ValueError(f"magic number {magic} is neither 2049 nor 2051")
    shape = [int.from_bytes(content[4 * i : 4 * i + 4], "little") for i in range(1, axes + 1)]
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)
