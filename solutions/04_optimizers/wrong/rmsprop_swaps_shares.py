"""RMSProp gives the old average the small share

beta and 1 - beta are exchanged: the average forgets nearly all at each step. A beta near 1 means
a long memory.

Hint: which share does the old average keep for beta = 0.99?
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
            v = (1 - self.beta) * self.v.get(name, np.zeros_like(p)) + self.beta * g**2
            self.v[name] = v
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
