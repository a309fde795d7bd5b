"""computes the variance as mean of squares minus squared mean

The formula is right on paper. In floating point it subtracts two huge, nearly equal numbers when
the values are far from zero, and most digits cancel. The variance may even become negative.

Hint: Which of two orders is safe: square and then subtract, or subtract and then square?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            axes = _all_but_channels(x)
            mean = x.mean(axis=axes)
            var = np.maximum((x * x).mean(axis=axes) - mean * mean, 0.0)
            self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
            self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
            y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = np.maximum((x * x).mean(axis=-1, keepdims=True) - mean * mean, 0.0)
    return (gamma * (x - mean) / np.sqrt(var + eps) + beta).astype(x.dtype)
