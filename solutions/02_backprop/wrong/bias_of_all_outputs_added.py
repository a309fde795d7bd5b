"""adds the sum of all biases to every output

Each output has a bias of its own. With one output there is no difference; with two, each is
moved by what belongs to the other as well.

Hint: set x to zeros. What should come out?
"""


def linear_forward(x, w, b):
    return x @ w + b.sum()
