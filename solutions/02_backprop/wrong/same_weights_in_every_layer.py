"""makes a new generator for every layer

Each layer draws from a fresh generator with the same seed, so layers of one shape start alike.
One generator, made once, serves all layers.

Hint: print W1 and W2 of a network with equal sizes.
"""

import numpy as np


class MLP(MLP):
    def __init__(self, sizes, activation="relu", seed=0):
        super().__init__(sizes, activation, seed)
        for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]), 1):
            variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
            rng = np.random.default_rng(seed)
            self._params[f"W{layer}"] = rng.normal(0, np.sqrt(variance), (n_in, n_out))
