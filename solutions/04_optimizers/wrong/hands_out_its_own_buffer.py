"""returns a buffer that the next step overwrites

The optimizer keeps its own copy of the parameters, writes every step into that copy and returns
it. Each dict handed out holds the same arrays, so yesterday's parameters change today. It looks
right as long as nobody keeps an old result.

Hint: keep the result of step 1, take step 2, and look at the first result again.
"""

import numpy as np


class SGD:
    def __init__(self, lr):
        self.lr = lr
        self.out = {}

    def step(self, params, grads):
        for name, p in params.items():
            if name not in self.out or self.out[name].shape != p.shape:
                self.out[name] = np.empty_like(p)
            self.out[name][...] = p - self.lr * grads[name]
        return dict(self.out)
