"""shrinks the weights after the step

The decay belongs to the weights that came in. Applied to the result it shrinks the step as
well.

Hint: which weights are multiplied by 1 - lr times the decay?
"""


class AdamW(AdamW):
    def step(self, params, grads):
        shrink = 1 - self.lr * self.weight_decay
        return {name: shrink * p for name, p in Adam.step(self, params, grads).items()}
