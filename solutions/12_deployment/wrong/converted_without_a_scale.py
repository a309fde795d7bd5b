"""converts the weights without a scale

Weights are mostly smaller than 1, so as whole numbers most of them are 0.

Hint: into what does the weight 0.4 turn?
"""

import torch
from torch import nn


class _Int8Linear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach()
        scale = weight.abs().amax() / 127
        scale = torch.where(scale != 0, scale, torch.ones_like(scale))
        self.register_buffer("weight", torch.round(weight).clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype), self.bias)
