"""pairs gradients with parameters by position

The first gradient goes to the first parameter, the second to the second, whatever their names
are. As soon as the two dicts are built in another order, gradients reach the wrong parameters,
and where the shapes agree nobody notices.

Hint: what does zip know about the keys of two dicts?
"""


def _in_order(params, grads):
    return dict(zip(params, grads.values(), strict=False))


class SGD(SGD):
    def step(self, params, grads):
        return super().step(params, _in_order(params, grads))


class Momentum(Momentum):
    def step(self, params, grads):
        return super().step(params, _in_order(params, grads))
