"""takes the last axis of an image for its channels

For images the statistics run over all axes but the last, as if they were stored with channels
last. Here x has the shape (N, C, H, W), and gamma has one entry for each C.

Hint: How many means do you get for x of shape (2, 3, 4, 5)?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        if x.ndim == 4:
            x = x.transpose(0, 3, 1, 2)
            return self._normalise(x, training).transpose(0, 2, 3, 1)
        return self._normalise(x, training)

    def _normalise(self, x, training):
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
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
