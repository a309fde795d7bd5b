"""AdaDelta leaves out the average of the steps

The step is divided by the root of the gradients' average, and nothing stands above it, as in
RMSProp. AdaDelta's numerator gives the step its size.

Hint: what is u for?
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
            delta = g / np.sqrt(v + self.eps)
            u = self.rho * u + (1 - self.rho) * delta**2
            self.v[name] = v
            self.u[name] = u
            new[name] = p - self.lr * delta
        return new
