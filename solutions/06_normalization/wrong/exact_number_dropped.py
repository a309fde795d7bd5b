"""drops an exact number of elements

A fixed share of the elements is picked and dropped, so the count never varies. The elements are
then not independent: once many are dropped, the others are safe.

Hint: Flip 100 coins. Do you always get 50 heads?
"""

import numpy as np


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            order = self._rng.permutation(x.size).reshape(x.shape)
            self._scale = (order >= round(self._p * x.size)) / (1 - self._p)
            return (x * np.asarray(self._scale)).astype(x.dtype)
        return super().forward(x, False)
