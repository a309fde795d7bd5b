"""the two betas are swapped

The average of gradients uses beta2 and the average of squares uses beta1. With the usual values the
direction gets a memory of a thousand steps and the step size one of ten. It should be the other way
round.

Hint: beta1 belongs to the first moment, the average of g itself.
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
            m = self.beta2 * self.m.get(name, np.zeros_like(p)) + (1 - self.beta2) * g
            v = self.beta1 * self.v.get(name, np.zeros_like(p)) + (1 - self.beta1) * g**2
            self.m[name] = m
            self.v[name] = v
            m_hat = m / (1 - self.beta2**self.t)
            v_hat = v / (1 - self.beta1**self.t)
            new[name] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
