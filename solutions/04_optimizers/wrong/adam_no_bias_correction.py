"""no bias correction

The averages start at 0 and are used as they are. With beta1 = 0.9 and beta2 = 0.999 the first step
is 0.1 / sqrt(0.001), about 3.2 times lr, for no good reason. The correction divides by the share of
real gradients that an average holds so far.

Hint: after one step the average holds the share 1 - beta of a gradient. Divide by that.
"""

import numpy as np


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            m = self.beta1 * self.m.get(name, np.zeros_like(p)) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(name, np.zeros_like(p)) + (1 - self.beta2) * g**2
            self.m[name] = m
            self.v[name] = v
            new[name] = p - self.lr * m / (np.sqrt(v) + self.eps)
        return new
