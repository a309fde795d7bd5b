"""forgets the path through the mean in the training gradient

The path through the variance is there, but the one through the mean is not. Moving all values of
a channel by the same amount changes nothing, so dx must sum to 0.

Hint: dx should sum to 0 over each channel. Does it?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        axes = _all_but_channels(dout)
        dgamma = (dout * self._x_hat).sum(axis=axes)
        dbeta = dout.sum(axis=axes)
        dx = dout * _per_channel(self.gamma, dout)
        if self._training:
            along_x_hat = (dx * self._x_hat).mean(axis=axes, keepdims=True)
            dx = dx - self._x_hat * along_x_hat
        dx = dx * self._inv_std
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta
