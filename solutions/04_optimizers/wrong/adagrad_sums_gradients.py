"""Adagrad adds up gradients, not their squares

The gradients are summed first and squared afterwards. Positive and negative ones cancel, and the
denominator can come close to 0 after many large gradients. Squares never cancel.

Hint: after the gradients 2 and -2 the sum of squares is 8, not 0.
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
            self.s[name] = self.s.get(name, np.zeros_like(p)) + g
            new[name] = p - self.lr * g / (np.sqrt(self.s[name] ** 2) + self.eps)
        return new
