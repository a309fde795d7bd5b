"""the memory is float64 whatever the parameters are

`np.zeros(shape)` is float64. Mixed with float32 parameters it turns everything into float64: twice
the memory, and slower arithmetic. The memories should have the dtype of the parameter.

Hint: there is a function that makes zeros like a given array.
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
            v = self.beta * self.v.get(name, np.zeros(p.shape)) + (1 - self.beta) * g**2
            self.v[name] = v
            new[name] = p - self.lr * g / (np.sqrt(v) + self.eps)
        return new
