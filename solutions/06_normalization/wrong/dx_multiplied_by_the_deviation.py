"""multiplies dx by the standard deviation

Normalising divides by the deviation, and the slope of a division by it is a division, too. A
batch with a large spread must get a small gradient.

Hint: When x is measured in millimetres instead of metres, what becomes of dx?
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
        dx = dx / self._inv_std
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta
