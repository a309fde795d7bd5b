"""draws the first biases at random

The biases come from the same generator as the weights. They should start at 0: only the weights
need to differ, and they alone break the symmetry of the units.

Hint: look at b1 of a new network.
"""

import numpy as np


class MLP(MLP):
    def __init__(self, sizes, activation="relu", seed=0):
        rng = np.random.default_rng(seed)
        self.activation = activation
        self._params = {}
        for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
            variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
            self._params[f"W{layer}"] = rng.normal(0, np.sqrt(variance), (n_in, n_out))
            self._params[f"b{layer}"] = rng.normal(0, np.sqrt(variance), n_out)
