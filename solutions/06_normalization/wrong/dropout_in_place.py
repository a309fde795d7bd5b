"""writes the result into the input

The caller's array is multiplied by the mask, so the elements are lost for everybody else who uses
it, a skip connection for example.

Hint: Print x before and after the call.
"""

import numpy as np


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            kept = self._rng.random(x.shape) >= self._p
            self._scale = kept / (1 - self._p)
        else:
            self._scale = np.ones(x.shape)
        x *= self._scale.astype(x.dtype)
        return x
