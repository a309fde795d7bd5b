"""does not decay parameters with one axis

Biases and other vectors are left out of the decay. Many training scripts do that on purpose, by
giving two groups of parameters; the optimizer itself decays all that it is given.

Hint: what does the docstring say about biases?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        shrink = 1 - self.lr * self.weight_decay
        decayed = {name: shrink * p if p.ndim > 1 else p for name, p in params.items()}
        return super().step(decayed, grads)
