"""rounds the inputs to whole numbers without a step

The weights are treated well, but the inputs are rounded to 0, 1, 2. Pixels between 0 and 1 turn black or white.

Hint: inputs need a step just as the weights do.
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
        return nn.functional.linear(torch.round(x), self.weight.to(x.dtype) * self.scale, self.bias)
