"""leaves the weights from state to state out of the count

Two matrices work at each step: one for what comes in, one for what is remembered. The second has
h · h weights.

Hint: how many numbers does one hidden unit see at a step?
"""


def rnn_params(d, h, biases=1):
    return h * (d + biases)
