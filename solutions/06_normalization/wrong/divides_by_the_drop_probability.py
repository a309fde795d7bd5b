"""divides the survivors by p

A share 1 - p survives. To make up for the loss, survivors grow by one over the share that
survives, not by one over the share that was lost.

Hint: For p = 0.1, should a survivor become a little larger or ten times larger?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            kept = self._rng.random(x.shape) >= self._p
            self._scale = kept / max(self._p, 1e-300)
            return (x * self._scale).astype(x.dtype)
        return super().forward(x, False)
