"""draws a new mask in the backward pass

The gradient flows through elements that were dropped, and is cut where they survived. The
backward pass belongs to the function that the forward pass computed, mask included.

Hint: What must forward remember so that backward can repeat it?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        self._dropping = training
        return super().forward(x, training)

    def backward(self, dout):
        if self._dropping:
            return super().forward(dout, True)
        return super().backward(dout)
