"""divides by the deviation but does not take the mean away

The values keep their mean and are only scaled. Normalised values have mean 0 before beta moves
them.

Hint: After a training pass with gamma 1 and beta 0, what mean should each column have?
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
        self._x_hat = x * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
