"""keeps the mask where all layers find it

The mask of the last forward pass is an attribute of the class. With two dropout layers in a network,
the second one's mask is used for both on the way back.

Hint: write `self.mask`, not `Dropout.mask`: each layer remembers its own pass.
"""


class Dropout(Dropout):
    def forward(self, x, training):
        y = super().forward(x, training)
        Dropout._last = vars(self).pop("_scale")
        return y

    def backward(self, dout):
        return (dout * Dropout._last).astype(dout.dtype)
