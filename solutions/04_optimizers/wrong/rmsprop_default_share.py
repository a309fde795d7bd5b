"""RMSProp keeps 0.9 by default instead of 0.99

Without a beta the old average gets the share 0.9. Many texts write 0.9, but the default here is
that of PyTorch.

Hint: make an RMSProp with a rate and nothing else, and compare with the signature.
"""

import numpy as np


class RMSProp:
    def __init__(self, lr, beta=0.9, eps=1e-8):
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
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
