"""multiplies by the raw input in the gradient of gamma

Gamma scales the normalised value, not x. Its gradient needs exactly what it was multiplied with
in the forward pass.

Hint: Write y = gamma * something + beta. What is the derivative by gamma?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        self._raw = x.copy()
        return super().forward(x, training)

    def backward(self, dout):
        dx, _, dbeta = super().backward(dout)
        dgamma = (dout * self._raw).sum(axis=_all_but_channels(dout))
        return dx, dgamma, dbeta
