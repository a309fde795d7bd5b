"""ignores the seed

Two networks with one seed must start with the same weights, or no run can be repeated.

Hint: make two networks with seed 0 and compare W1.
"""

import numpy as np


class MLP(MLP):
    def __init__(self, sizes, activation="relu", seed=0):
        super().__init__(sizes, activation, np.random.randint(2**31))
