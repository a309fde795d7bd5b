"""rounds the biases too

The bias is stored in steps of the weights' scale, in int8, and is cut off where it does not fit. Biases are few; they stay
float32.

Hint: how much space do the biases take, compared with the weights?
"""

import torch
from torch import nn


class _Int8Linear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach()
        scale = weight.abs().amax() / 127
        scale = torch.where(scale != 0, scale, torch.ones_like(scale))
        self.register_buffer("weight", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer(
            "bias",
            None
            if linear.bias is None
            else torch.round(linear.bias.detach() / scale).clamp(-127, 127).mul(scale),
        )

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype) * self.scale, self.bias)
