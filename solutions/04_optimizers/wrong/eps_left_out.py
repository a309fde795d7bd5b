"""leaves eps out

Nothing is added to the root before the division. A parameter whose gradient is 0 from the start
gets 0 / 0, which is nan, and nan spreads through the network. ReLU units that never fire and words
that never occur have such gradients.

Hint: which number keeps the denominator above 0 when all gradients so far were 0?
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
            new[name] = p - self.lr * g / np.sqrt(s)
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
            new[name] = p - self.lr * g / np.sqrt(v)
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
            new[name] = p - self.lr * m_hat / np.sqrt(v_hat)
        return new
