"""reads only the last character of the prompt

The prompt is there to put something into the memory. Whoever reads only its end knows of no
bracket that was opened before.

Hint: which state has the model before the first draw?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt[-1], model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu() / temperature, dim=0)
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
