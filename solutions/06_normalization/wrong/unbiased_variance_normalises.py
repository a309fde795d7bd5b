"""normalises with the unbiased variance

The batch is divided by a variance with N - 1 in its denominator. That estimate belongs into the
running buffer. To normalise the batch at hand, no estimate is needed: its own variance is known
exactly.

Hint: After normalising, should the mean of the squares be exactly 1, or N / (N - 1)?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            axes = _all_but_channels(x)
            var = x.var(axis=axes, ddof=1)
            self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
            self._x_hat = (x - x.mean(axis=axes, keepdims=True)) * self._inv_std
            y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    square = ((x - mean) ** 2).sum(axis=-1, keepdims=True)
    var = square / max(x.shape[-1] - 1, 1)
    return (gamma * (x - mean) / np.sqrt(var + eps) + beta).astype(x.dtype)
