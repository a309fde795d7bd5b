"""averages the linear layer's gradients over the batch

The layer does not know about the loss. If the loss is a mean, dout contains the 1/N
already; dividing here again makes the gradient too small by N.

Hint: where in the program is the mean taken, and how many times is it taken?
"""


def linear_backward(dout, x, w):
    rows, drows = x.reshape(-1, w.shape[0]), dout.reshape(-1, w.shape[1])
    n = max(len(rows), 1)
    return dout @ w.T, rows.T @ drows / n, drows.sum(axis=0) / n
