"""divides by the mean instead of the standard deviation

The batch mean is subtracted, and then the same number serves as the spread. But where the
values lie and how far they scatter are two different things: shift all inputs, and the mean
moves while the spread stays.

Hint: What is the spread of the batch 100, 101, 102? What is its mean?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        super().forward(x, training)
        axes = _all_but_channels(x)
        mean = x.mean(axis=axes) if training else self.running_mean
        self._inv_std = _per_channel(1.0 / np.sqrt(mean**2 + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
