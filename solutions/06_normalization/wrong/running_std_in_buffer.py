"""keeps a running standard deviation in running_var

The buffer is fed with the square root of the variance. Its name and the formula for eval say
variance: the root is taken later, when epsilon has been added.

Hint: Which quantity do you take the root of in eval?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        old = self.running_var
        y = super().forward(x, training)
        if training:
            axes = _all_but_channels(x)
            std = np.sqrt(x.var(axis=axes) * (x.size / x.shape[1]) / (x.size / x.shape[1] - 1))
            self.running_var = (1 - self._momentum) * old + self._momentum * std
        return y
