"""follows the gradient uphill

Each step goes along the gradient. The gradient points to where the loss grows fastest, so the
loss goes up at every step. We want to go the other way.

Hint: put in one number by hand: p = 1, g = 2, lr = 0.1. Should p become larger or smaller?
"""


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        return {name: p + self.lr * grads[name] for name, p in params.items()}
