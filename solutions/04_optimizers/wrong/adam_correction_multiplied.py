"""multiplies by the correction instead of dividing

The averages start at 0 and are too small at first, so they have to be enlarged. Times 1 - beta to
the t they become smaller still.

Hint: with t = 1, how does m_hat compare with the first gradient?
"""

import numpy as np


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, p in params.items():
            g = grads[name]
            m = self.beta1 * self.m.get(name, np.zeros_like(p)) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(name, np.zeros_like(p)) + (1 - self.beta2) * g**2
            self.m[name] = m
            self.v[name] = v
            m_hat = m * (1 - self.beta1**self.t)
            v_hat = v * (1 - self.beta2**self.t)
            new[name] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
