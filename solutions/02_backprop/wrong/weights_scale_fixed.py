"""draws weights of the same size for every layer

A sum over many inputs is larger than a sum over few. Standard normal weights make wide
layers explode, and saturate tanh and sigmoid. The standard deviation has to fall as the
layer gets wider.

Hint: the deviation depends on the number of inputs, for tanh and sigmoid also on the outputs.
"""

import numpy as np


class MLP(MLP):
    def __init__(self, sizes, activation="relu", seed=0):
        super().__init__(sizes, activation, seed)
        rng = np.random.default_rng(seed)
        for name, value in self._params.items():
            if name.startswith("W"):
                self._params[name] = rng.normal(size=value.shape)
