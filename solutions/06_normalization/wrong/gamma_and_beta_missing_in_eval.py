"""leaves gamma and beta out in eval

Only the statistics differ between training and eval. Scale and shift are part of the layer in
both.

Hint: set gamma to 2 and call both modes.
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        return y if training else self._x_hat.astype(x.dtype)
