"""weight decay without the learning rate

The weights are multiplied by 1 - weight_decay at every step. With the default of 0.01 they lose one
percent a step, a thousand times more than meant for lr = 0.001. In AdamW as PyTorch has it the decay
is scaled by lr too.

Hint: what should happen to the decay when a schedule brings lr down to 0?
"""


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        shrink = 1 - self.weight_decay
        return super().step({name: shrink * p for name, p in params.items()}, grads)
