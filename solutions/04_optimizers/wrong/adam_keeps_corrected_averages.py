"""writes the correction back into the memory

The corrected averages are stored and mixed with the next gradient, so they get corrected again and
again. The first step is right; from the second on the averages are too large.

Hint: the corrected values are for this step only.
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
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            self.m[name] = m_hat
            self.v[name] = v_hat
            new[name] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
