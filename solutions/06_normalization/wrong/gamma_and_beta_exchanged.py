"""multiplies by beta and adds gamma

A new layer then answers with nothing but ones. gamma starts at 1 because it scales, beta at 0
because it shifts.

Hint: What does a new layer answer to any batch?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        axes = _all_but_channels(x)
        if training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
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
        y = _per_channel(self.beta, x) * self._x_hat + _per_channel(self.gamma, x)
        return y.astype(x.dtype)
