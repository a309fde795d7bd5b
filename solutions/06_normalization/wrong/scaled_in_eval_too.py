"""scales in eval although training did so already

The survivors are scaled up in training, and in eval everything is multiplied by 1 - p as well.
Only one of the two is needed; here eval gives x back.

Hint: What should a forward pass in eval do to its input here?
"""

import numpy as np


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            kept = self._rng.random(x.shape) >= self._p
            self._scale = kept / (1 - self._p)
        else:
            self._scale = np.full(x.shape, 1 - self._p)
        return (x * self._scale).astype(x.dtype)
