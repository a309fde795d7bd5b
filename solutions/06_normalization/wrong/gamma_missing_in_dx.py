"""leaves gamma out of the gradient of x

The output is gamma times the normalised value, so the gradient is multiplied by gamma on its way
back. With gamma = 1, as at the start of training, the mistake is invisible.

Hint: Set gamma to 0. How can x then still influence the loss?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        dgamma, dbeta = super().backward(dout)[1:]
        gamma, self.gamma = self.gamma, self.gamma * 0 + 1
        dx = super().backward(dout)[0]
        self.gamma = gamma
        return dx, dgamma, dbeta
