"""answers for XOR instead of raising ValueError

The name gets an answer, weights or None, but no weights can work: (0, 0) asks for b <= 0, (1,
1) for w1 + w2 + b <= 0, while (0, 1) and (1, 0) ask for w1 + b > 0 and w2 + b > 0. Add the
last two and compare with the first two.

Hint: draw the four points. A perceptron cuts the plane with one straight line.
"""

import numpy as np


def gate(name):
    gates = {
        "and": ([1.0, 1.0], -1.5),
        "or": ([1.0, 1.0], -0.5),
        "nand": ([-1.0, -1.0], 1.5),
        "not": ([-1.0], 0.5),
        "xor": ([1.0, 1.0], -0.5),
    }
    if name not in gates:
        raise ValueError(f"no perceptron known for {name!r}")
    w, b = gates[name]
    return np.array(w), b
