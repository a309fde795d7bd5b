"""adds an L2 penalty to the gradient

The term weight_decay * p joins the gradient and passes through both averages. The division by the
root then cancels its size: weights with large gradients are hardly decayed at all. For plain SGD
the two are the same, for Adam they are not. AdamW decays the weights directly.

Hint: with a zero gradient the weights shrink by lr * weight_decay, and nothing else happens.
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        grads = {name: g + self.weight_decay * params[name] for name, g in grads.items()}
        return super().step(params, grads)
