"""RMSProp divides by the average before it is updated

The present gradient enters the average only after the step, so the first step is divided by eps
alone and is enormous.

Hint: which value has the average when the first step is taken?
"""

import numpy as np


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr = lr
        self.beta = beta
        self.eps = eps
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.v.get(name, np.zeros_like(p))
            self.v[name] = self.beta * v + (1 - self.beta) * g**2
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
