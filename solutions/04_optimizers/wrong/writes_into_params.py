"""changes the caller's parameters in place

The step writes the new numbers into the arrays it was given. Whoever still holds the old
parameters (a checkpoint, the best model so far) loses them without a word. Here `step` returns
new arrays and leaves its arguments alone.

Hint: `a -= b` writes into the array `a`; `a - b` makes a new one.
"""


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        for name, p in params.items():
            p -= self.lr * grads[name]
        return params


class Momentum(Momentum):
    def step(self, params, grads):
        for name, new in super().step(params, grads).items():
            params[name][...] = new
        return params
