"""drops where the gradient is negative

That is a ReLU on the gradient. What was dropped in the forward pass gets no gradient, and
nothing else.

Hint: keep the mask of the forward pass.
"""


class Dropout(Dropout):
    def backward(self, dout):
        return (dout * (dout > 0) / (1 - self._p)).astype(dout.dtype)
