"""gives the model one character and no state

Each new character is foretold from the one before alone. That is a bigram model with the price of
an LSTM.

Hint: what does the model return beside its logits, and where does it go?
"""

import torch


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    tokens, text = encode(prompt, model.vocabulary)[None], ""
    with torch.no_grad():
        for _ in range(length):
            logits, _ = model(tokens.to(device))
            p = torch.softmax(logits[0, -1].cpu() / temperature, dim=0)
            place = int(torch.multinomial(p, 1, generator=generator))
            text += model.vocabulary[place]
            tokens = torch.tensor([[place]])
    return text
