"""drops whole rows

One random number decides about all features of a sample, so some samples vanish completely and
the others are not disturbed at all.

Hint: How many random numbers does a batch of N rows with D features need?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            kept = self._rng.random((x.shape[0], *[1] * (x.ndim - 1))) >= self._p
            self._scale = kept / (1 - self._p)
            return (x * self._scale).astype(x.dtype)
        return super().forward(x, False)
