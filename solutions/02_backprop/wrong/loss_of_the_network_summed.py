"""adds the losses of the batch up

The loss is the mean over the batch, and so are its gradients; a sum fits them no longer.

Hint: does the loss double when each sample is given twice?
"""


class MLP(MLP):
    def loss_and_grads(self, x, labels):
        loss, grads = super().loss_and_grads(x, labels)
        return loss * len(labels), grads
