"""stores sixteen bits instead of eight

The numbers are right, and each takes two bytes: half of what was to be saved is lost.

Hint: how many bytes has the state dict of your copy?
"""

import torch
from torch import nn


class _Int8Linear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach()
        largest = weight.abs().amax(1, keepdim=True)
        scale = torch.where(largest > 0, largest / 127, torch.ones_like(largest))
        self.register_buffer("weight", torch.round(weight / scale).to(torch.int16))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype) * self.scale, self.bias)
