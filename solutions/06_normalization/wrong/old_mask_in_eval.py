"""keeps the mask of the last training call

A call in eval drops nothing, so the backward pass after it must let everything through.

Hint: call forward in training, forward in eval, then backward.
"""

import numpy as np


class Dropout(Dropout):
    def forward(self, x, training):
        return super().forward(x, training) if training else x.copy()

    def backward(self, dout):
        scale = getattr(self, "_scale", np.ones(dout.shape))
        return (dout * scale).astype(dout.dtype) if scale.shape == dout.shape else dout
