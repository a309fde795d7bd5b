"""lets the head read the cell in place of the hidden state

The output gate decides what of the cell is shown. Whoever reads the cell itself goes round it.

Hint: which of the two parts of the state does a step return as its output?
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
            hidden.append(state[1])
        return self.head(torch.stack(hidden, dim=1)), state
