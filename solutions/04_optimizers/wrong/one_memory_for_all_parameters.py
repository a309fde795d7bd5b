"""one memory shared by all parameters

There is one average, and each parameter in turn mixes its gradient into it. The bias then moves
along the history of the weights, and shapes may clash or grow by broadcasting. Every parameter
needs its own average.

Hint: keep a dict of averages, with one entry for each name.
"""


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr = lr
        self.beta = beta
        self.m = 0.0

    def step(self, params, grads):
        new = {}
        for name, p in params.items():
            self.m = self.beta * self.m + (1 - self.beta) * grads[name]
            new[name] = p - self.lr * self.m
        return new
