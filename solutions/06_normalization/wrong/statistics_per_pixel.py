"""computes separate statistics for each pixel

For images the mean runs over the batch only, so every place of the map is normalised on its own.
A channel is one feature looked for everywhere in the image, and all its places share one mean.

Hint: How many gammas does a channel have? And how many means should it have?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self._inv_std = ((var + self._eps) ** -0.5)[None]
            self._x_hat = (x - mean) * self._inv_std
            y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
