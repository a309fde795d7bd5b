"""returns the prompt with the new characters

What comes back are the `length` new characters. The caller has the prompt already.

Hint: how long is the text that you return?
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
            tokens = torch.tensor([[place]])
    return prompt + text
