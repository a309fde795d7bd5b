"""starts the average at the first gradient

The memory begins with the first gradient in place of zero, so the first step is as long as SGD's.
That is one way to avoid a slow start, but not the one described here: all memories start at 0.

Hint: what are m and the step after one gradient g, when m was 0 before?
"""


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr = lr
        self.beta = beta
        self.m = {}

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            g = grads[name]
            m = self.beta * self.m.get(name, g) + (1 - self.beta) * g
            self.m[name] = m
            new[name] = p - self.lr * m
        return new
