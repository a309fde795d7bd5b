"""ends VGG with a softmax

The network returns probabilities. PyTorch's cross-entropy applies the softmax itself, so it would be applied twice. Networks
return logits.

Hint: What does cross_entropy expect?
"""

import torch


class VGG(VGG):
    def forward(self, x):
        return torch.softmax(super().forward(x), dim=1)
