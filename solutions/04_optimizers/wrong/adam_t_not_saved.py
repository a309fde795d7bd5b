"""corrects every step as if it were the first

Each step is corrected with t = 1: the count is not saved, or the power t is missing, and the
correction stays at 1 / (1 - beta). The averages have filled up by then, and the correction makes
the direction ten times too long, or more. The first step is right, all later ones are not.

Hint: what should the correction be after a thousand steps? t belongs to what the optimizer
remembers, like m and v.
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
            t = 1
            m_hat = m / (1 - self.beta1**t)
            v_hat = v / (1 - self.beta2**t)
            new[name] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
