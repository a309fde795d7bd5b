"""treats mean and variance as constants in the training gradient

Only the direct path from x to y is followed. But in training the mean and the variance are
computed from the same x, and moving one x moves them, too, and with them every y of the channel.

Hint: Add the same number to all x of a channel. By how much does y change? What must the sum of
dx over the channel be?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        self._training = False
        return super().backward(dout)
