"""counts one bias whatever is asked for

PyTorch has two biases for each unit of each gate. The argument `biases` says how many there are.

Hint: what should rnn_params(10, 20, biases=2) be: 620 or 640?
"""


def rnn_params(d, h, biases=1):
    return h * (d + h + 1)
