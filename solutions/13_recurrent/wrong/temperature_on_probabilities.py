"""has a temperature that changes nothing

Divided by the temperature, all PROBABILITIES get the same factor, and drawing takes it out again.
It belongs to the logits, before softmax.

Hint: what do the probabilities add up to after your division?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu(), dim=0) / temperature
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
