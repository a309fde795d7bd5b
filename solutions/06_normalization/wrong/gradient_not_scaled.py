"""masks the gradient but does not scale it

The forward pass multiplies survivors by a factor larger than one. The gradient is multiplied by
the same factor, or it is too small by 1 - p.

Hint: For a surviving element y = c x. What is dy/dx?
"""


class Dropout(Dropout):
    def backward(self, dout):
        return (dout * (self._scale != 0)).astype(dout.dtype)
