"""corrects the average for its start at zero

That is Adam's correction. Plain momentum as defined here starts slowly, and that is all right.

Hint: what is the first step for lr 0.1, beta 0.9 and a gradient of 1?
"""

import numpy as np


class Momentum(Momentum):
    def step(self, params, grads):
        self._t = getattr(self, "_t", 0) + 1
        new = {}
        for name, p in params.items():
            m = self.beta * self.m.get(name, np.zeros_like(p)) + (1 - self.beta) * grads[name]
            self.m[name] = m
            new[name] = p - self.lr * m / (1 - self.beta**self._t)
        return new
