"""the network returns probabilities

The last layer is followed by softmax, so the network gives probabilities. Cross-entropy takes
logits and applies softmax itself, so it is applied twice. Accuracy still looks good, but the loss
cannot fall below 1.461 for ten classes and gradients are faint.

Hint: what does torch.nn.functional.cross_entropy say about its first argument?
"""

import torch

_Logits = LeNet5


class LeNet5(_Logits):
    def forward(self, x):
        return torch.softmax(super().forward(x), dim=1)
