"""never updates the running statistics

The buffers stay 0 and 1, so in eval the layer does nothing but scale and shift. They have to be
filled during training.

Hint: What are running_mean and running_var after a training pass?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        axes = _all_but_channels(x)
        if training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
        else:
            mean, var = self.running_mean, self.running_var
        self._training = training
        self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
