"""returns dbeta before dgamma

The two have the same shape, so nothing complains, and the optimizer then moves gamma by the
gradient of beta. The order is dx, dgamma, dbeta.

Hint: Compare your last line with the docstring's first.
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        axes = _all_but_channels(dout)
        dgamma = (dout * self._x_hat).sum(axis=axes)
        dbeta = dout.sum(axis=axes)
        dx = dout * _per_channel(self.gamma, dout)
        if self._training:
            along_x_hat = (dx * self._x_hat).mean(axis=axes, keepdims=True)
            dx = dx - dx.mean(axis=axes, keepdims=True) - self._x_hat * along_x_hat
        dx = dx * self._inv_std
        return dx.astype(dout.dtype), dbeta, dgamma.astype(dout.dtype)
