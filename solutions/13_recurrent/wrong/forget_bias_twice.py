"""sets both biases of the forget gate to forget_bias

The two layers are added, so their biases are, too: the gate begins at twice the bias that was
asked for.

Hint: what is ih.bias + hh.bias in the block of the forget gate?
"""

import torch


class LSTMCell(LSTMCell):
    def __init__(self, d, h, forget_bias=1.0):
        super().__init__(d, h, forget_bias)
        with torch.no_grad():
            self.hh.bias[h : 2 * h] = forget_bias
