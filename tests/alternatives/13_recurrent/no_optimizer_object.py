"""fit with Adam written out, zeros in place of None, one loop over all chunks; sampling that reads everything anew."""

import torch
from torch.nn import functional as F


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    history = {"valid_loss": [], "train_loss": []}
    parameters = list(model.parameters())
    mean = [torch.zeros_like(p) for p in parameters]
    square = [torch.zeros_like(p) for p in parameters]
    row = (len(train) - 1) // batch
    x = train[: row * batch].view(batch, row).to(device)
    y = train[1 : row * batch + 1].view(batch, row).to(device)
    t = 0
    for _ in range(epochs):
        state, losses = None, []
        for start in range(0, row, length):
            t += 1
            logits, state = model(x[:, start : start + length], state)
            state = [part.detach() for part in state]
            wanted = y[:, start : start + length]
            each = F.cross_entropy(logits.transpose(1, 2), wanted, reduction="none")
            losses.append(each.detach().flatten())
            gradients = torch.autograd.grad(each.mean(), parameters)
            norm = torch.cat([g.flatten() for g in gradients]).norm()
            if norm > max_norm:
                gradients = [g * (max_norm / norm) for g in gradients]
            with torch.no_grad():
                for p, g, m, v in zip(parameters, gradients, mean, square, strict=True):
                    m.mul_(0.9).add_(0.1 * g)
                    v.mul_(0.999).add_(0.001 * g * g)
                    p -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
        history["train_loss"].append(torch.cat(losses).mean().item())
        history["valid_loss"].append(evaluate(model, valid))
    return history


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    text = prompt
    with torch.no_grad():
        for _ in range(length):
            tokens = encode(text, model.vocabulary)
            logits = model(tokens[None].to(device))[0][0, -1].cpu()
            noise = torch.rand(logits.shape, generator=generator, dtype=torch.float64)
            gumbel = -(-noise.log()).log()
            text += model.vocabulary[int((logits / temperature + gumbel).argmax())]
    return text[len(prompt) :]
