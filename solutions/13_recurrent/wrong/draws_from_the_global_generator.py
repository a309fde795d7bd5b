"""draws from the global generator

The generator that was handed over is not used. Nobody can have the same text again, unless
nothing else draws a number.

Hint: which argument of torch.multinomial names a generator?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu() / temperature, dim=0)
            place = int(torch.multinomial(p, 1))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
