"""puts the learning rate into the velocity, and again into the step

The gradient is multiplied by lr when it enters the velocity, and the velocity once more when it
is subtracted. The rate belongs in one of the two places.

Hint: with lr = 0.1, how long is your first step?
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
            v = self.momentum * old + self.lr * g
            self.v[name] = v
            direction = g + self.momentum * v if self.nesterov else v
            new[name] = p - self.lr * direction
        return new
