"""AdaDelta averages the steps times the learning rate

delta is multiplied by lr before it is squared and averaged. The rate scales only what is
subtracted; with the default of 1 there is no difference.

Hint: in which of the four lines does lr stand?
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
            u = self.u.get(name, np.zeros_like(p))
            delta = np.sqrt(u + self.eps) / np.sqrt(v + self.eps) * g
            u = self.rho * u + (1 - self.rho) * (self.lr * delta) ** 2
            self.v[name] = v
            self.u[name] = u
            new[name] = p - self.lr * delta
        return new
