"""the memory is float64 whatever the parameters are

`np.zeros(shape)` is float64. Mixed with float32 parameters it turns everything into float64: twice
the memory, and slower arithmetic. The memories should have the dtype of the parameter.

Hint: there is a function that makes zeros like a given array.
"""

import numpy as np


class Adagrad(Adagrad):
    def step(self, params, grads):
        for name, p in params.items():
            self.s.setdefault(name, np.zeros(p.shape))
        return super().step(params, grads)


class RMSProp(RMSProp):
    def step(self, params, grads):
        for name, p in params.items():
            self.v.setdefault(name, np.zeros(p.shape))
        return super().step(params, grads)


class Adam(Adam):
    def step(self, params, grads):
        for name, p in params.items():
            self.m.setdefault(name, np.zeros(p.shape))
            self.v.setdefault(name, np.zeros(p.shape))
        return super().step(params, grads)
