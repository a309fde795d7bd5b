"""takes the learning rate for the share of the new gradient

The average is beta m + lr g, and the step subtracts it as it is. In some books that is the rule;
here the average gets the share 1 - beta, and the rate stands outside.

Hint: which two numbers must sum to 1 in an average?
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
            m = self.beta * self.m.get(name, np.zeros_like(p)) + self.lr * g
            self.m[name] = m
            new[name] = p - m
        return new
