"""computes the reset gate and does not use it

The new content sees all of the old state. With r = 0 it should see the input alone.

Hint: where in the formula of n does r stand?
"""

import torch


class GRUCell(GRUCell):
    def forward(self, x, h):
        _, a_z, a_n = self.ih(x).chunk(3, dim=-1)
        _, u_z, u_n = self.hh(h).chunk(3, dim=-1)
        z, n = torch.sigmoid(a_z + u_z), torch.tanh(a_n + u_n)
        return (1 - z) * n + z * h
