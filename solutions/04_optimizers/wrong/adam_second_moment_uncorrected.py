"""corrects only the first average for its start at zero

Both averages start at zero and are too small in the first steps, the second even more so. Where
only one is corrected, the first steps are far too large.

Hint: by what is v too small after one step?
"""

import numpy as np


class Adam(Adam):
    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, p in params.items():
            g = grads[name]
            m = self.beta1 * self.m.get(name, np.zeros_like(p)) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(name, np.zeros_like(p)) + (1 - self.beta2) * g**2
            self.m[name], self.v[name] = m, v
            new[name] = p - self.lr * m / (1 - self.beta1**self.t) / (np.sqrt(v) + self.eps)
        return new
