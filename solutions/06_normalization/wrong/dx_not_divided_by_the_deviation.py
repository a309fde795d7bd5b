"""forgets to divide dx by the standard deviation

The corrections for mean and variance are right, but the division of the forward pass is missing
on the way back. With a variance of 1 nobody sees it.

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
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta
