"""changes its weights while it reports gradients

loss_and_grads only says what the gradients are. What is done with them is the optimizer's part;
a second call with the same batch must give the same answer.

Hint: call it twice.
"""


class MLP(MLP):
    def loss_and_grads(self, x, labels):
        loss, grads = super().loss_and_grads(x, labels)
        self._params = {name: value - 0.1 * grads[name] for name, value in self._params.items()}
        return loss, grads
