"""RMSProp never stores the average

Every step starts from 0, so only the present gradient is in the root and all steps have the same
size. The average has to be kept in the object.

Hint: what does the second step know about the first?
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
            v = self.beta * self.v.get(name, np.zeros_like(p)) + (1 - self.beta) * g**2
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
