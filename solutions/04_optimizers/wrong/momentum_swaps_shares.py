"""gives the old average the small share

The average keeps the share 1 - beta of the past and takes the share beta of the new gradient.
With beta = 0.9 it has almost no memory: it follows the last gradient. Momentum should be slow to
turn.

Hint: with beta near 1 one new gradient must change the average only a little.
"""

import numpy as np


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr = lr
        self.beta = beta
        self.m = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            m = (1 - self.beta) * self.m.get(name, np.zeros_like(p)) + self.beta * grads[name]
            self.m[name] = m
            new[name] = p - self.lr * m
        return new
