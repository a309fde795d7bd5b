"""returns only the new channels of the dense block

The layers read the input and all earlier outputs, but the input itself is missing from the result.
The block's output is everything: c_in + layers * growth channels.

Hint: Which channels of the output should equal the input?
"""

import torch


class DenseBlock(DenseBlock):
    def forward(self, x):
        c_in = x.shape[1]
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x[:, c_in:]
