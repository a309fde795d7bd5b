"""scales the gradient but does not mask it

Every element gets dout / (1 - p), also those that were dropped. They had no influence on the
loss.

Hint: What is the slope of 0 * x?
"""


class Dropout(Dropout):
    def backward(self, dout):
        return (dout * self._scale.max()).astype(dout.dtype)
