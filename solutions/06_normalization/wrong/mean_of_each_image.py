"""takes each image's own mean away

The mean runs over height and width only, so every image is centred on its own. A channel has one
mean for the whole batch; how bright an image is beside the others should survive.

Hint: How many means has a channel in a batch of N images?
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
        own = (
            x.mean(axis=(2, 3), keepdims=True)
            if training and x.ndim == 4
            else _per_channel(mean, x)
        )
        self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
        self._x_hat = (x - own) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
