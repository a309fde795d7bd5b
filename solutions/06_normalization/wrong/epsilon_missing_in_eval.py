"""leaves epsilon out in eval

A channel without variance divides by zero in eval, and all others differ a little from
training. Both modes take the root of var + eps.

Hint: which lines do training and eval share?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        eps = self._eps
        self._eps = eps if training else 0.0
        y = super().forward(x, training)
        self._eps = eps
        return y
