"""averages the gradients of gamma and beta over the batch

One gamma acts on every row, and the chain rule adds up what comes back from each. The 1/N of a
mean loss is in dout already; dividing again makes the gradient too small.

Hint: Where was the division by the batch size done? Should it be done twice?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        dx, dgamma, dbeta = super().backward(dout)
        count = dout.size // dout.shape[1]
        return dx, dgamma / dout.dtype.type(count), dbeta / dout.dtype.type(count)
