"""returns only what the last dense layer computed

The concatenation is used as input and thrown away at the end. The next block should be able to
read every layer, and the input too.

Hint: How many channels has the output for c_in = 16, growth = 12 and 4 layers?
"""

import torch


class DenseBlock(DenseBlock):
    def forward(self, x):
        new = x
        for layer in self.layers:
            new = layer(x)
            x = torch.cat([x, new], dim=1)
        return new
