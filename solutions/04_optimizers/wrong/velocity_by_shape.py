"""parameters of the same shape share one velocity

The memory is looked up by the shape of the array. Two layers of the same shape then push each
other around; a parameter is known by its name.

Hint: how many velocities does a network with two equal layers need?
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
            old = self.v.get(p.shape, np.zeros_like(p))
            v = self.momentum * old + g
            self.v[p.shape] = v
            direction = g + self.momentum * v if self.nesterov else v
            new[name] = p - self.lr * direction
        return new
