"""AdaDelta's second average holds gradients

The second average is fed with squared gradients, as the first one. Then both roots are alike after
the first step, and the ratio is near 1: plain gradient descent. The second average holds the
squares of the steps themselves.

Hint: how far did the parameter just move? That belongs into the second average.
"""

import numpy as np


class AdaDelta:
    def __init__(self, rho=0.9, eps=1e-6, lr=1.0):
        self.rho = rho
        self.eps = eps
        self.lr = lr
        self.v = {}
        self.u = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.rho * self.v.get(name, np.zeros_like(p)) + (1 - self.rho) * g**2
            old_u = self.u.get(name, np.zeros_like(p))
            delta = np.sqrt(old_u + self.eps) / np.sqrt(v + self.eps) * g
            self.v[name] = v
            self.u[name] = self.rho * old_u + (1 - self.rho) * g**2
            new[name] = p - self.lr * delta
        return new
