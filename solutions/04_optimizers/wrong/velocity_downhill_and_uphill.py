"""keeps a velocity that points downhill, and subtracts it

The velocity is momentum * v - g, as in books that add it to the parameters. Subtracted, it leads
uphill. Both signs are usual, but only together.

Hint: after the first step, which sign has v, and which way do you go?
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
            v = self.momentum * old - g
            self.v[name] = v
            direction = g + self.momentum * v if self.nesterov else v
            new[name] = p - self.lr * direction
        return new
