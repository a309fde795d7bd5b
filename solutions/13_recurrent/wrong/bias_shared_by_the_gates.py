"""counts one bias for all gates of the LSTM

Each gate has its own weights and its own bias: all four are complete layers.

Hint: by what do you multiply the count of a plain layer?
"""


def lstm_params(d, h, biases=1):
    return 4 * h * (d + h) + biases * h
