"""divides by the variance instead of the standard deviation

The square root is missing. A variance has the unit of x squared, so the result does not come
out with spread 1 unless the spread was 1 before.

Hint: If all inputs double, by what factor does the variance grow? And the output should...?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        super().forward(x, training)
        axes = _all_but_channels(x)
        mean = x.mean(axis=axes) if training else self.running_mean
        var = x.var(axis=axes) if training else self.running_var
        self._inv_std = _per_channel(1.0 / (var + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)


def layer_norm(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    return (gamma * (x - mean) / (var + eps) + beta).astype(x.dtype)
