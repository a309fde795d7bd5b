"""counts images instead of values for the unbiased variance

The correction is N / (N - 1) with the number of images. A channel has N times H times W values,
and the variance is taken over all of them; with one image this divides by 0.

Hint: How many numbers went into the mean of one channel?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        axes = _all_but_channels(x)
        if training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
            with np.errstate(all="ignore"):
                unbiased = var * np.float64(len(x)) / (len(x) - 1)
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
