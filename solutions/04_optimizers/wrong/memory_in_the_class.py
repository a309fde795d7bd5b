"""two optimizers share one memory

The dict of memories stands in the class body, so there is one for all objects of the class. A
second training run starts with the momentum of the first. What belongs to one object is made in
`__init__`.

Hint: make two optimizers, use one, and look at the memory of the other.
"""

import numpy as np


class HeavyBall:
    v = {}

    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            old = self.v.get(name, np.zeros_like(p))
            v = self.momentum * (old if old.shape == p.shape else np.zeros_like(p)) + g
            self.v[name] = v
            new[name] = p - self.lr * (g + self.momentum * v if self.nesterov else v)
        return new
