"""multiplies dout by w where its transpose belongs

Going forward, w turns `in` numbers into `out` numbers. Going back, `out` numbers have to
become `in` numbers again. With a square w the shapes fit by accident and the values are
wrong.

Hint: write the shapes under dout and w. Which of the two has to be turned?
"""


def linear_backward(dout, x, w):
    rows, drows = x.reshape(-1, w.shape[0]), dout.reshape(-1, w.shape[1])
    return dout @ w, rows.T @ drows, drows.sum(axis=0)
