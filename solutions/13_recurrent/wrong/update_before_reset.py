"""reads the GRU layer's rows in the order update, reset, new

The weights come from PyTorch, whose order is reset, update, new. Both gates have the same shape,
so nothing crashes.

Hint: which of the two gates stands in the first block?
"""

import torch


class GRUCell(GRUCell):
    def forward(self, x, h):
        a_z, a_r, a_n = self.ih(x).chunk(3, dim=-1)
        u_z, u_r, u_n = self.hh(h).chunk(3, dim=-1)
        r, z = torch.sigmoid(a_r + u_r), torch.sigmoid(a_z + u_z)
        n = torch.tanh(a_n + r * u_n)
        return (1 - z) * n + z * h
