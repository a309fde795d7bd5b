"""adds epsilon outside the square root

The result is divided by sqrt(var) + eps. Optimizers do it like that; the normalisation layers
add epsilon to the variance before the root. It shows where the variance is small.

Hint: For a variance of 0 and eps = 1e-5, is the divisor 1e-5 or about 0.003?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        super().forward(x, training)
        axes = _all_but_channels(x)
        mean = x.mean(axis=axes) if training else self.running_mean
        var = x.var(axis=axes) if training else self.running_var
        self._inv_std = _per_channel(1.0 / (np.sqrt(var) + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)


def layer_norm(x, gamma, beta, eps=1e-5):
    mean, std = x.mean(axis=-1, keepdims=True), x.std(axis=-1, keepdims=True)
    return (gamma * (x - mean) / (std + eps) + beta).astype(x.dtype)
