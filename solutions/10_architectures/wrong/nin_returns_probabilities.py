"""ends NiN with a softmax

The means are the logits. PyTorch's cross-entropy applies the softmax itself, so it would be applied twice.

Hint: What does cross_entropy expect?
"""

import torch


class NiN(NiN):
    def forward(self, x):
        return torch.softmax(super().forward(x), dim=1)
