"""divides the gradient by the number of its entries

A gradient is used as it comes: the mean over the batch is in it already. Divided by the size of
the array, large layers would learn more slowly than small ones.

Hint: does the step of one entry depend on how many others there are?
"""


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        return {name: p - self.lr * grads[name] / grads[name].size for name, p in params.items()}
