"""records gradients while it writes

The state hangs on a graph that grows with every character, for a backward pass that never comes.

Hint: which context switches recording off?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    for _ in range(length):
        logits, state = model(tokens.to(device), state)
        p = torch.softmax(logits[0, -1].detach().cpu() / temperature, dim=0)
        place = int(torch.multinomial(p, 1, generator=generator))
        text += model.vocabulary[place]
        tokens = torch.tensor([[place]])
    return text
