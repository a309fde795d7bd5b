"""multiplies beta by gamma

y = gamma x_hat + beta: the shift is added after the scaling. In gamma (x_hat + beta) it is
scaled too.

Hint: let gamma be 0: what should come out?
"""


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        beta = self.beta
        self.beta = self.gamma * beta
        y = super().forward(x, training)
        self.beta = beta
        return y
