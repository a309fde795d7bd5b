"""draws the same mask at every call

The generator is made anew from the seed inside forward, so the same elements are dropped each
time. Those units never learn, and the others never have to do without each other.

Hint: Where in the life of the layer should its generator be made?
"""

import numpy as np


class Dropout(Dropout):
    def __init__(self, p, seed):
        super().__init__(p, seed)
        self._seed = seed

    def forward(self, x, training):
        self._rng = np.random.default_rng(self._seed)
        return super().forward(x, training)
