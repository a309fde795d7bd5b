"""averages the gradients instead of their squares

The average of gradients of both signs is near zero, and then the step explodes. RMS stands for
the root of the mean of squares.

Hint: what is averaged when the gradient is +1 and -1 in turn?
"""

import numpy as np


class RMSProp(RMSProp):
    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            v = self.beta * self.v.get(name, np.zeros_like(p)) + (1 - self.beta) * g
            self.v[name] = v
            new[name] = p - self.lr * g / (np.abs(v) + self.eps)
        return new
