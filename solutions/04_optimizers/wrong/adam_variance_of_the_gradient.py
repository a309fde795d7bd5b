"""averages the distance from the mean gradient

The second average is of the squared gradient itself. Squared distances from the first average
are a variance; a steady gradient would have none, and the step would explode.

Hint: what is averaged when all gradients are equal?
"""

import numpy as np


class Adam(Adam):
    def step(self, params, grads):
        self.t += 1
        new = {}
        for name, p in params.items():
            g = grads[name]
            m = self.beta1 * self.m.get(name, np.zeros_like(p)) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(name, np.zeros_like(p)) + (1 - self.beta2) * (g - m) ** 2
            self.m[name], self.v[name] = m, v
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            new[name] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
