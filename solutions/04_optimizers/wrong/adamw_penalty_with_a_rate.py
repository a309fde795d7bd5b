"""adds the decay, times the learning rate, to the gradient

lr * weight_decay * p joins the gradient, passes through both averages and is divided by the root.
Decoupled decay means that the averages never see it.

Hint: double all gradients: Adam's step stays the same. Does your decay?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        strength = self.lr * self.weight_decay
        pulled = {name: grads[name] + strength * p for name, p in params.items()}
        return super().step(params, pulled)
