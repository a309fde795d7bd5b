"""always takes Nesterov's form

The option is not asked: every step adds the momentum that is still to come. Without nesterov=True
the step is along the velocity itself.

Hint: what is the default of nesterov?
"""

import numpy as np


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov
        self.v = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            old = self.v.get(name, np.zeros_like(p))
            v = self.momentum * old + g
            self.v[name] = v
            direction = g + self.momentum * v
            new[name] = p - self.lr * direction
        return new
