"""puts the biased variance into the running buffer

The buffer receives the variance that was used to normalise the batch. A small sample scatters
less around its own mean than around the true one, so this guess is too small on average; the
convention here, as in PyTorch, corrects it.

Hint: Of the two denominators N and N - 1, which one estimates the variance of all data?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        old = self.running_var
        y = super().forward(x, training)
        if training:
            var = x.var(axis=_all_but_channels(x))
            self.running_var = (1 - self._momentum) * old + self._momentum * var
        return y
