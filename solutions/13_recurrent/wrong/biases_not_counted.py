"""leaves the biases out of the count

Every hidden unit of every gate has a bias, and in PyTorch two.

Hint: what do 620 and 600 differ by?
"""


def rnn_params(d, h, biases=1):
    return h * (d + h)
