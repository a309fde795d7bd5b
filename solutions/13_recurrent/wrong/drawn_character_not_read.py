"""does not let the model read what it has drawn

The model goes on reading the end of the prompt, again and again, and never learns what it has
written.

Hint: which token goes in at the second step?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu() / temperature, dim=0)
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = tokens[:, -1:]
    return text
