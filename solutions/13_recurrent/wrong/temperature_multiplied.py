"""multiplies the logits by the temperature

Divided by a small temperature, differences grow and the likely becomes more likely. Multiplied,
it is the other way round: cold writing is wild and hot writing timid.

Hint: at which temperature should the model write nearly always the most likely character?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu() * temperature, dim=0)
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
