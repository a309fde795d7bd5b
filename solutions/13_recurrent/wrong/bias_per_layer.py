"""counts one bias for the whole layer

There is one bias for each hidden unit. With 10 inputs and 20 units that makes 620, not 601.

Hint: what shape has b?
"""


def rnn_params(d, h, biases=1):
    return h * (d + h) + biases
