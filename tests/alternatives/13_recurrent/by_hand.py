"""No optimizer's clipping, no one_hot, an embedding in place of a product; sampling by the inverse distribution."""

import bisect
import itertools

import torch
from torch import nn


class CharModel(nn.Module):
    def __init__(self, vocabulary, hidden):
        super().__init__()
        self.vocabulary, self.hidden = str(vocabulary), hidden
        self.cell = LSTMCell(len(vocabulary), hidden)
        self.head = nn.Linear(hidden, len(vocabulary))

    def forward(self, tokens, state=None):
        eye = torch.eye(len(self.vocabulary), dtype=self.head.weight.dtype, device=tokens.device)
        if state is None:
            h = c = torch.zeros(tokens.size(0), self.hidden, dtype=eye.dtype, device=eye.device)
        else:
            h, c = state
        logits = []
        for column in tokens.T:
            h, c = self.cell(eye[column], (h, c))
            logits.append(self.head(h))
        return torch.stack(logits, 1), (h, c)


def chunks(tokens, batch, length):
    row = (len(tokens) - 1) // batch
    found = []
    for start in range(0, row, length):
        stop = min(start + length, row)
        places = torch.arange(start, stop) + row * torch.arange(batch)[:, None]
        places = places.to(tokens.device)
        found.append((tokens[places], tokens[places + 1]))
    return found


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    if state is not None:
        state = tuple(part.detach() for part in state)
    logits, state = model(inputs, state)
    log_p = logits.log_softmax(-1)
    loss = -log_p.gather(-1, targets[..., None]).mean()
    parameters = [p for p in model.parameters() if p.requires_grad]
    gradients = torch.autograd.grad(loss, parameters)
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    factor = (max_norm / norm).clamp(max=1.0)
    for p, g in zip(parameters, gradients, strict=True):
        p.grad = g * factor
    optimizer.step()
    optimizer.zero_grad()
    return loss.item(), tuple(part.detach() for part in state)


@torch.no_grad()
def evaluate(model, tokens):
    """In pieces, with the state carried."""
    device = next(model.parameters()).device
    state, total = None, 0.0
    inputs, targets = tokens[:-1].to(device), tokens[1:].to(device)
    for x, y in zip(inputs.split(7), targets.split(7), strict=True):
        logits, state = model(x[None], state)
        total += nn.functional.cross_entropy(logits[0], y, reduction="sum").item()
    return total / len(targets)


def sample(model, prompt, length, temperature, generator):
    device = next(model.parameters()).device
    state, written = None, []
    with torch.inference_mode():
        for character in prompt:
            logits, state = model(encode(character, model.vocabulary)[None].to(device), state)
        while len(written) < length:
            p = (logits[0, -1].double().cpu() / temperature).softmax(0).tolist()
            draw = torch.rand(1, generator=generator, dtype=torch.float64).item()
            place = bisect.bisect(list(itertools.accumulate(p)), draw)
            written.append(model.vocabulary[min(place, len(p) - 1)])
            if len(written) < length:
                token = encode(written[-1], model.vocabulary)[None].to(device)
                logits, state = model(token, state)
    return "".join(written)
