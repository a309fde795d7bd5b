"""forgets to multiply by the scale

The layer computes with the whole numbers as if they were the weights.

Hint: w is about s times q. Where is s in your forward pass?
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
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype), self.bias)
