"""adds epsilon to the running variance

Epsilon keeps the root from zero. It is added where the root is taken, and never remembered:
kept in the buffer it is added a second time in eval.

Hint: what is running_var after a batch without any variance?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            self.running_var = self.running_var + self._momentum * self._eps
        return y
