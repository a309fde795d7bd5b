"""finds gradients and memories by position

The first gradient goes to the first parameter, whatever their names are. As soon as somebody
builds the dict in another order, gradients reach the wrong parameters. If the shapes agree,
nobody notices.

Hint: look gradients and memories up by name.
"""

import numpy as np


class Adagrad:
    def __init__(self, lr, eps=1e-10):
        self.lr = lr
        self.eps = eps
        self.s = []

    def step(self, params, grads):
        new = {}
        for i, ((name, p), g) in enumerate(zip(params.items(), grads.values(), strict=True)):
            if i == len(self.s):
                self.s.append(np.zeros_like(p))
            self.s[i] = self.s[i] + g**2
            new[name] = p - self.lr * g / (np.sqrt(self.s[i]) + self.eps)
        return new
