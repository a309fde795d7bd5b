"""RMSProp adds up like Adagrad

The squared gradients are summed and never fade, so the steps get shorter and shorter. RMSProp was
made to cure exactly this: it keeps a moving average.

Hint: the old memory is multiplied by beta, the new square by what is left of 1.
"""

import numpy as np


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
            v = self.v.get(name, np.zeros_like(p)) + g**2
            self.v[name] = v
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
