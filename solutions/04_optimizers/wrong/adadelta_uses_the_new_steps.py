"""AdaDelta steps with the average that includes this step

The average of the squared steps is updated first and the step is computed from it once more. The
step must be known before it can be averaged: the old average is the one to use.

Hint: which of u and delta needs the other in the docstring, and in which order?
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
            u = self.rho * u + (1 - self.rho) * delta**2
            delta = np.sqrt(u + self.eps) / np.sqrt(v + self.eps) * g
            self.v[name] = v
            self.u[name] = u
            new[name] = p - self.lr * delta
        return new
