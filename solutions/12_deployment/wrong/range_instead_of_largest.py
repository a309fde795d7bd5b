"""takes the step from the range between smallest and largest weight

(max - min) / 255 is the step of a scheme with a zero point. Without one, weights beyond half of the range do not fit, and
others use few of the steps.

Hint: which whole number should the largest absolute weight become?
"""

import torch
from torch import nn


class _Int8Linear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach()
        span = weight.amax(1, keepdim=True) - weight.amin(1, keepdim=True)
        scale = torch.where(span > 0, span / 255, torch.ones_like(span))
        self.register_buffer("weight", torch.round(weight / scale).clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())

    def forward(self, x):
        return nn.functional.linear(x, self.weight.to(x.dtype) * self.scale, self.bias)
