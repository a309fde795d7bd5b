"""gives all sequences of the batch the state of the first one

Each sequence is another text and has a memory of its own, in its own row. Here row 0 is spread
over all of them.

Hint: what is the shape of h, and what does its first axis stand for?
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
        state = tuple(part[:1].expand_as(part) for part in state)
        hidden = []
        for t in range(tokens.shape[1]):
            state = self.cell(x[:, t], state)
            hidden.append(state[0])
        return self.head(torch.stack(hidden, dim=1)), state
