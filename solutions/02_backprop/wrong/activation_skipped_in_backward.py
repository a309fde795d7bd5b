"""leaves the activation out of the backward pass

The gradient goes from one linear layer straight to the next. Every step of the forward pass
has its own step in the backward pass, the activation too. The last layer's gradients are
right and all others are not.

Hint: read your forward pass backwards, line by line. Which line has no partner?
"""


class MLP(MLP):
    def loss_and_grads(self, x, labels):
        inputs, outputs = _run(self._params, self.activation, x)
        loss, dout = _softmax_cross_entropy(outputs[-1], labels)
        grads = {}
        for layer in range(len(outputs), 0, -1):
            dout, dw, db = linear_backward(dout, inputs[layer - 1], self._params[f"W{layer}"])
            grads[f"W{layer}"], grads[f"b{layer}"] = dw, db
        return loss, grads
