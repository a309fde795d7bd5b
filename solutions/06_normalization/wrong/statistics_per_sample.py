"""normalises each sample instead of each channel

Mean and variance run along the row of one sample, not down the column of one feature. That is
another layer, layer norm: useful, but it answers another question.

Hint: For x of shape (N, C), how many means does batch norm compute, N or C?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            axes = tuple(range(1, x.ndim))
            mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
            self._inv_std = (var + self._eps) ** -0.5
            self._x_hat = (x - mean) * self._inv_std
            y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
