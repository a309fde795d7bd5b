"""adds eps inside the square root

The denominator is the root of the sum of average and eps. A small eps grows under a root: 1e-8
becomes 1e-4. Small gradients are then damped far more than they should be. Here, as in PyTorch,
only AdaDelta has eps inside.

Hint: take the root first, then add eps.
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
            s = self.s.get(name, np.zeros_like(p)) + g**2
            self.s[name] = s
            new[name] = p - self.lr * g / np.sqrt(s + self.eps)
        return new


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr = lr
        self.beta = beta
        self.eps = eps
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.beta * self.v.get(name, np.zeros_like(p)) + (1 - self.beta) * g**2
            self.v[name] = v
            new[name] = p - self.lr * g / np.sqrt(v + self.eps)
        return new


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
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            new[name] = p - self.lr * m_hat / np.sqrt(v_hat + self.eps)
        return new
