"""always takes the most likely character

Nothing is drawn, so the model writes the same text each time, and soon repeats itself.

Hint: what is the generator for?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, state, text = encode(prompt, model.vocabulary)[None], None, ""
    with torch.no_grad():
        for _ in range(length):
            logits, state = model(tokens.to(device), state)
            place = int(logits[0, -1].argmax())
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
