"""puts time before the batch in the logits

The logits are right and stacked along the wrong axis. Flattened beside the targets, they are
compared with the characters of other sequences.

Hint: which axis does torch.stack make?
"""

import torch
from torch.nn import functional as F


class CharModel(CharModel):
    def forward(self, tokens, state=None):
        weight = self.head.weight
        x = F.one_hot(tokens, weight.shape[0]).to(weight.dtype)
        if state is None:
            zeros = weight.new_zeros(len(tokens), weight.shape[1])
            state = zeros, zeros
        hidden = []
        for t in range(tokens.shape[1]):
            state = self.cell(x[:, t], state)
            hidden.append(state[0])
        return self.head(torch.stack(hidden, dim=0)), state
