"""updates the running statistics in eval, too

Each evaluation moves the buffers, so the model changes while it is only being looked at, and
the order of the test data leaves its mark. In eval nothing is learned.

Hint: Run the same test batch twice. Should the second answer differ from the first?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if not training:
            axes, m = _all_but_channels(x), self._momentum
            count = x.size // x.shape[1]
            unbiased = x.var(axis=axes) * count / max(count - 1, 1)
            self.running_mean = (1 - m) * self.running_mean + m * x.mean(axis=axes)
            self.running_var = (1 - m) * self.running_var + m * unbiased
        return y
