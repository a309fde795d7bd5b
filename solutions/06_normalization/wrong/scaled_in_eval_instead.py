"""scales by 1 - p in eval instead of scaling the survivors in training

This is how dropout was first described, and the two ways agree on average. Ours is the inverted
one: training does all the work, so that a deployed model needs no trace of dropout.

Hint: What should a forward pass in eval do to its input here?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        if training:
            self._scale = (self._rng.random(x.shape) >= self._p) * 1.0
        else:
            super().forward(x, False)
            self._scale = self._scale * (1 - self._p)
        return (x * self._scale).astype(x.dtype)
