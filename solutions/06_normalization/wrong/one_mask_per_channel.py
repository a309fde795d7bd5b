"""drops whole channels of an image

All pixels of a feature map share one random number. That is a layer of its own, known as
two-dimensional or spatial dropout. Here every pixel has a coin of its own.

Hint: In an array (N, C, H, W), are two neighbouring pixels dropped independently?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        if training and x.ndim > 2:
            kept = self._rng.random((*x.shape[:2], *[1] * (x.ndim - 2))) >= self._p
            self._scale = kept / (1 - self._p)
            return (x * self._scale).astype(x.dtype)
        return super().forward(x, training)
