"""writes into the caller's gradient

The first gradient itself becomes the velocity, without a copy. The next step multiplies the
velocity in place, and so the caller's first gradient array changes behind his back. With fresh
gradients at every step this often goes unnoticed.

Hint: does the velocity of step 1 live in an array of its own?
"""


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
            if name not in self.v:
                self.v[name] = g
            else:
                self.v[name] *= self.momentum
                self.v[name] += g
            v = self.v[name]
            new[name] = p - self.lr * (g + self.momentum * v if self.nesterov else v)
        return new
