"""ends GoogLeNet with a softmax

The network returns probabilities. PyTorch's cross-entropy applies the softmax itself, so it would be applied twice.

Hint: What does cross_entropy expect?
"""

import torch


class GoogLeNet(GoogLeNet):
    def forward(self, x):
        out = super().forward(x)
        if isinstance(out, tuple):
            return tuple(torch.softmax(logits, dim=1) for logits in out)
        return torch.softmax(out, dim=1)
