"""copies the two biases crosswise

bias_ih belongs to the layer of the input, bias_hh to that of the hidden state. In an LSTM they
are only added; in a GRU the reset gate acts on the second one alone.

Hint: what do the letters i and h in the names stand for?
"""


def _copy_weights(own, cell):
    weights = {"ih.weight": cell.weight_ih, "hh.weight": cell.weight_hh}
    own.load_state_dict({**weights, "ih.bias": cell.bias_hh, "hh.bias": cell.bias_ih})
