"""leaves the weight decay out

The setting is stored and never used, so this is Adam. With a weight decay the weights shrink a
little at each step, even where the gradient is 0.

Hint: what happens to the weights if all gradients are 0?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        shrink = 1.0
        decayed = {name: shrink * p for name, p in params.items()}
        return super().step(decayed, grads)
