"""normalises with the running statistics in training

The buffers are updated and then used at once. In training each batch is normalised by its own
mean and variance; the buffers are only filled for later.

Hint: After a training pass with gamma 1 and beta 0, what mean should each column have?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        y = super().forward(x, training)
        if training:
            y = super().forward(x, False)
            self._training = True
        return y
