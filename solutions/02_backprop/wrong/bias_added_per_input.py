"""adds the bias once for each input

The bias is inside the sum over the inputs, so it counts as often as there are inputs. It belongs
to the finished sum.

Hint: set the weights to zero. What should come out?
"""


def linear_forward(x, w, b):
    return x @ w + w.shape[0] * b
