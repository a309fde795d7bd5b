"""does not hand beta1, beta2 and eps on to Adam

Only the learning rate reaches Adam's constructor, and the other settings stay at their defaults.
Nothing complains, and every experiment with them gives the same.

Hint: which of your arguments does `super().__init__` see?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        shrink = 1 - self.lr * self.weight_decay
        decayed = {name: shrink * p for name, p in params.items()}
        return super().step(decayed, grads)
