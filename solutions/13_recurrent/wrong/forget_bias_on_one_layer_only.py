"""leaves the other layer's bias as it was

The forget gate sees the sum of two biases. Here one is forget_bias and the other still random, so
the sum is not what was asked for.

Hint: what is ih.bias + hh.bias in the block of the forget gate?
"""

import torch


class LSTMCell(LSTMCell):
    def __init__(self, d, h, forget_bias=1.0):
        torch.nn.Module.__init__(self)
        self.ih = torch.nn.Linear(d, 4 * h)
        self.hh = torch.nn.Linear(h, 4 * h)
        with torch.no_grad():
            self.ih.bias[h : 2 * h] = forget_bias
