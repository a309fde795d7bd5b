"""takes one mean and variance for all channels

The statistics run over everything, channels included. A channel with large numbers then squeezes
the others; each one has a mean and a variance of its own.

Hint: Which axis must the mean leave over?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        if training:
            mean = np.full(x.shape[1], x.mean())
            var = np.full(x.shape[1], x.var())
            count = x.size // x.shape[1]
            unbiased = var * count / (count - 1)
            m = self._momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * unbiased
        else:
            mean, var = self.running_mean, self.running_var
        self._training = training
        self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
