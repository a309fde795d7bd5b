"""returns the state it began with

The logits are right, but the state that comes out is the one that went in. Whoever carries it on
begins every chunk in the same state.

Hint: which state belongs to the end of the sequence?
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
        hidden, start = [], state
        for t in range(tokens.shape[1]):
            state = self.cell(x[:, t], state)
            hidden.append(state[0])
        return self.head(torch.stack(hidden, dim=1)), start
