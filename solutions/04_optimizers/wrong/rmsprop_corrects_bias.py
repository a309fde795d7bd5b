"""RMSProp with Adam's bias correction

The average is divided by 1 - beta**t before the root. Adam does this; RMSProp does not. Its first
step is therefore long, about lr / sqrt(1 - beta).

Hint: with beta = 0.99 the first step is ten times lr.
"""

import numpy as np


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr = lr
        self.beta = beta
        self.eps = eps
        self.t = 0
        self.v = {}

    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.beta * self.v.get(name, np.zeros_like(p)) + (1 - self.beta) * g**2
            self.v[name] = v
            v_hat = v / (1 - self.beta**self.t)
            new[name] = p - self.lr * g / (np.sqrt(v_hat) + self.eps)
        return new
