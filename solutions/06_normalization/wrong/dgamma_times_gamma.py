"""multiplies the gradient of gamma by gamma

dout is multiplied by gamma before dgamma is taken from it. That product is the gradient of the
normalised values; gamma's own slope is these values themselves.

Hint: In y = gamma * x_hat + beta, what is the slope of y towards gamma?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        axes = _all_but_channels(dout)
        dgamma = (dout * _per_channel(self.gamma, dout) * self._x_hat).sum(axis=axes)
        dbeta = dout.sum(axis=axes)
        dx = dout * _per_channel(self.gamma, dout)
        if self._training:
            along_x_hat = (dx * self._x_hat).mean(axis=axes, keepdims=True)
            dx = dx - dx.mean(axis=axes, keepdims=True) - self._x_hat * along_x_hat
        dx = dx * self._inv_std
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta
