"""takes the plain step with nesterov=True, too

Both forms give the same path. Either the option is never used, or g is added to the old velocity
times momentum, and that is the plain step once more. Nesterov's form looks one step ahead, with
the velocity that this step has made.

Hint: where in `step` does your code ask for `nesterov`, and which velocity is at hand there?
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
