"""begins with zeros whatever state it is given

The state is an argument, but nobody reads it. Training in chunks then has no memory across their
borders, and writing has none at all.

Hint: call the model twice on one token, with two different states. What comes out?
"""

import torch
from torch.nn import functional as F


class CharModel(CharModel):
    def forward(self, tokens, state=None):
        weight = self.head.weight
        x = F.one_hot(tokens, weight.shape[0]).to(weight.dtype)
        zeros = weight.new_zeros(len(tokens), weight.shape[1])
        state = zeros, zeros
        hidden = []
        for t in range(tokens.shape[1]):
            state = self.cell(x[:, t], state)
            hidden.append(state[0])
        return self.head(torch.stack(hidden, dim=1)), state
