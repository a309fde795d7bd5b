"""sums the bias gradient over the first axis only

With an input of shape (N, T, in) the bias is used N times T times. A sum over the first
axis leaves the others in place. With two axes the code is right, which is why it is found
so late.

Hint: which axes of dout does b not have?
"""


def linear_backward(dout, x, w):
    rows, drows = x.reshape(-1, w.shape[0]), dout.reshape(-1, w.shape[1])
    return dout @ w.T, rows.T @ drows, dout.sum(axis=0)
