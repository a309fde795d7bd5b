"""puts the new channels before the old ones

The sizes fit, but every later weight meets another channel than it was trained for. The order is
[old, new]: the input stays at the front.

Hint: Which channels of the output should equal the input?
"""

import torch


class DenseBlock(DenseBlock):
    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([layer(x), x], dim=1)
        return x
