"""keeps what backward needs where all layers find it

What the last forward pass left behind is an attribute of the class. In a network with two batch
norms, the second one overwrites what the first one needs on its way back.

Hint: write `self.x_hat`, not `BatchNorm.x_hat`: each layer remembers its own pass.
"""


class BatchNorm(BatchNorm):
    _last = {}

    def forward(self, x, training):
        y = super().forward(x, training)
        for name in ("_training", "_inv_std", "_x_hat"):
            self._last[name] = vars(self).pop(name)
        return y

    def backward(self, dout):
        vars(self).update(self._last)
        return super().backward(dout)
