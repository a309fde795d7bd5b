"""steps along the average before it is updated

The step uses the average of the steps before, and the present gradient is added afterwards. The
first step goes nowhere.

Hint: where does the very first step lead?
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
            g = grads[name]
            old = self.m.get(name, np.zeros_like(p))
            self.m[name] = self.beta * old + (1 - self.beta) * g
            new[name] = p - self.lr * old
        return new
