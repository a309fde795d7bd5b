"""swaps the weights of the old and the new statistics

The buffer keeps only a share m of its past and takes 1 - m from the new batch. With m = 0.1 it
nearly forgets everything at each step. Some libraries name the weight of the past; here, as in
PyTorch, momentum is the weight of the new batch.

Hint: Should one batch of unusual data change the running mean a little or a lot?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        m = self._momentum
        self._momentum = 1 - m
        y = super().forward(x, training)
        self._momentum = m
        return y
