"""counts four blocks for the GRU, as for an LSTM

A GRU has two gates and the new content: three blocks. It has no cell beside its state, so no gate for one.

Hint: which three blocks does a step compute?
"""


def gru_params(d, h, biases=1):
    return 4 * rnn_params(d, h, biases)
