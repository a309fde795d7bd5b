"""Adagrad forgets its history

The memory holds only the last squared gradient, so every step has the size lr and only the sign of
the gradient is left. Adagrad adds up all squared gradients since the beginning.

Hint: with a constant gradient the second step is shorter than the first, by the factor sqrt(2).
"""

import numpy as np


class Adagrad:
    def __init__(self, lr, eps=1e-10):
        self.lr = lr
        self.eps = eps
        self.s = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            s = g**2
            self.s[name] = s
            new[name] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
