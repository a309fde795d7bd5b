"""loses the bias

The new layer has the old one's weights only.

Hint: which two things does a linear layer hold?
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
        self.register_buffer("bias", None)

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype) * self.scale, self.bias)
