"""averages where HeavyBall sums

The gradient is multiplied by 1 - momentum before it enters the velocity. That is the averaging
form, called Momentum here. HeavyBall is PyTorch's form: the velocity is a sum in which old
gradients fade.

Hint: after the first step the velocity is the gradient itself.
"""

import numpy as np


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.momentum * self.v.get(name, np.zeros_like(p)) + (1 - self.momentum) * g
            self.v[name] = v
            new[name] = p - self.lr * (g + self.momentum * v if self.nesterov else v)
        return new
