"""reads the end of the prompt twice

The whole prompt is read to get the state, and then its last character once more to get logits.
The logits after the prompt were there already.

Hint: which logits did the first call return?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, text = encode(prompt, model.vocabulary)[None], ""
    with torch.no_grad():
        _, state = model(tokens.to(device))
        tokens = tokens[:, -1:]
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            p = torch.softmax(logits[0, -1].cpu() / temperature, dim=0)
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
