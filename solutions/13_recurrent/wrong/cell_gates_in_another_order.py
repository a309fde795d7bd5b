"""reads the LSTM layer's rows in the order input, forget, output, cell

The weights come from PyTorch, whose order is input, forget, cell, output. With another order the
shapes still fit and the answers are wrong.

Hint: which block of rows goes through tanh?
"""

import torch


class LSTMCell(LSTMCell):
    def forward(self, x, state):
        h, c = state
        i, f, o, g = (self.ih(x) + self.hh(h)).chunk(4, dim=-1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
