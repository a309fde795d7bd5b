"""ignores nesterov=True

The option is accepted and never used, so both forms give the same path. Nesterov's form looks one
step ahead: it adds the velocity that is still to come.

Hint: where in `step` does your code ask for `nesterov`?
"""

import numpy as np


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            v = self.momentum * self.v.get(name, np.zeros_like(p)) + grads[name]
            self.v[name] = v
            new[name] = p - self.lr * v
        return new
