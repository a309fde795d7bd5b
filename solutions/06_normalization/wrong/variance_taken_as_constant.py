"""forgets the path through the variance in the training gradient

The gradient accounts for the mean but takes the standard deviation for a constant. Moving one x
away from the mean also widens the spread, which pulls all normalised values inward.

Hint: How many arrows lead from x to y in the graph of the forward pass? Count them.
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        dx, dgamma, dbeta = super().backward(dout)
        if self._training:
            g = dout * _per_channel(self.gamma, dout)
            g = (g - g.mean(axis=_all_but_channels(dout), keepdims=True)) * self._inv_std
            dx = g.astype(dout.dtype)
        return dx, dgamma, dbeta
