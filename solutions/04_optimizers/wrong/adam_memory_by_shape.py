"""finds the averages by the shape of the parameter

Two parameters of the same shape share their averages, and the gradients of one push the other
around. A parameter is known by its name: layers of equal size are common.

Hint: how many memories does a network with two equal layers need?
"""


class Adam(Adam):
    def step(self, params, grads):
        new, now = {}, self.t
        for name, p in params.items():
            self.t = now
            shape = {p.shape: p}
            new[name] = super().step(shape, {p.shape: grads[name]})[p.shape]
        return new
