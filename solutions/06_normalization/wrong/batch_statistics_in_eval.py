"""uses the statistics of the batch in eval

The test batch is normalised by itself, so the answer for one image depends on its neighbours,
and a single image always comes out as zero. That is what the running buffers are for.

Hint: What would your layer answer to a batch of one row?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        if training:
            return super().forward(x, True)
        mean, var = self.running_mean, self.running_var
        axes = _all_but_channels(x)
        self.running_mean, self.running_var = x.mean(axis=axes), x.var(axis=axes)
        y = super().forward(x, False)
        self.running_mean, self.running_var = mean, var
        return y
