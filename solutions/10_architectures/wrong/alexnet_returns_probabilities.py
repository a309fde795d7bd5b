"""ends AlexNet with a softmax

The network returns probabilities. The loss of PyTorch applies the softmax itself, so it would be
applied twice and the gradient becomes small. Networks return logits.

Hint: What does cross_entropy expect?
"""

import torch


class AlexNet(AlexNet):
    def forward(self, x):
        return torch.softmax(super().forward(x), dim=1)
