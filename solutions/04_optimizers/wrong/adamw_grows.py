"""weight decay makes the weights grow

The decay term is added, so each step pushes the weights away from 0. Decay should pull them towards
0, whatever their sign.

Hint: take a zero gradient and p = 1. Should p become 0.999 or 1.001?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        growth = 1 + self.lr * self.weight_decay
        return super().step({name: growth * p for name, p in params.items()}, grads)
