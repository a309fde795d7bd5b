"""Networks with memory: a recurrent layer by hand, the LSTM and the GRU, and a model of characters.

Conventions
-----------
- N sequences of T steps are `(N, T, D)`: the batch comes first, then time. H is the size of the
  hidden state, V the number of characters.
- NumPy: weights are `(in, out)`, results keep the input's float dtype (float64 or float32), and no
  function changes its arguments.
- The four gates of an LSTM lie side by side in the order input, forget, cell, output, and the three
  of a GRU in the order reset, update, new. Both orders are PyTorch's.
- Losses are means over characters, in nats. A single number that is returned is a plain float.
- PyTorch: `train_chunk` and `fit` change the model they are given; `evaluate` and `sample` leave
  its weights alone and record no gradients. No layer here looks at the train/eval mode.
- Inputs are valid unless a docstring says otherwise.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

State = tuple[torch.Tensor, torch.Tensor]

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
VOCABULARY = "\n ()+-0123456789=[]abcdefgjlmnoprstuvy{}"


# ---------------------------------------------------------------------------- the text


def grammar_text(lines: int, seed: int) -> str:
    """Lines of a small grammar: brackets that close, dates written twice, sums. Given.

    Each line is of one kind, drawn at random. The 40 characters of VOCABULARY are all it uses.

    >>> print(grammar_text(3, seed=160), end="")
    [[]][[{}]]
    27 jun=27-06
    4+5=9
    """
    rng = np.random.default_rng(seed)
    kinds = (_brackets, _date, _sum)
    return "".join(kinds[rng.integers(3)](rng) + "\n" for _ in range(lines))


def _brackets(rng: np.random.Generator) -> str:
    line, waiting, pairs = "", "", rng.integers(3, 7)
    while pairs or waiting:
        if pairs and (not waiting or (len(waiting) < 4 and rng.random() < 0.6)):
            kind = rng.integers(3)
            line, waiting, pairs = line + "([{"[kind], ")]}"[kind] + waiting, pairs - 1
        else:
            line, waiting = line + waiting[0], waiting[1:]
    return line


def _date(rng: np.random.Generator) -> str:
    day, month = rng.integers(1, 29), rng.integers(12)
    return f"{day} {MONTHS[month]}={day:02}-{month + 1:02}"


def _sum(rng: np.random.Generator) -> str:
    a, b = rng.integers(10, size=2)
    return f"{a}+{b}={a + b}"


def encode(text: str, vocabulary: str = VOCABULARY) -> torch.Tensor:
    """The place of each character in the vocabulary, int64 `(len(text),)`. Given.

    >>> encode("bad", "abcd")
    tensor([1, 0, 3])
    """
    places = {character: place for place, character in enumerate(vocabulary)}
    return torch.tensor([places[character] for character in text], dtype=torch.int64)


# ---------------------------------------------------------------------------- a recurrent layer


def rnn_step(x, h, wx, wh, b):
    return np.tanh(x @ wx + h @ wh + b)


def rnn_forward(x, h0, wx, wh, b):
    steps, hidden = x.shape[1], h0.shape[1]
    states = np.zeros((x.shape[0], steps + 1, hidden), dtype=x.dtype)
    states[:, 0] = h0
    for t in range(steps):
        states[:, t + 1] = rnn_step(x[:, t], states[:, t], wx, wh, b)
    return states[:, 1:].copy(), (x.copy(), states, wx.copy(), wh.copy())


def rnn_backward(dh, cache):
    x, states, wx, wh = cache
    dx = np.zeros_like(x)
    dwx, dwh = np.zeros_like(wx), np.zeros_like(wh)
    db = np.zeros_like(wh[0])
    from_next = np.zeros_like(states[:, 0])
    for t in reversed(range(x.shape[1])):
        before, after = states[:, t], states[:, t + 1]
        z = (dh[:, t] + from_next) * (1 - after**2)
        dx[:, t] = z @ wx.T
        dwx += x[:, t].T @ z
        dwh += before.T @ z
        db += z.sum(axis=0)
        from_next = z @ wh.T
    return dx, from_next, dwx, dwh, db


def clip_by_global_norm(grads, max_norm):
    squares = [np.sum(g.astype(np.float64) ** 2) for g in grads.values()]
    norm = float(np.sqrt(sum(squares)))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: (g * factor).astype(g.dtype) for name, g in grads.items()}, norm


def sequence_loss(logits, targets, mask):
    count = int(mask.sum())
    safe = np.where(mask, targets, 0)[..., None]
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logp = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    picked = np.take_along_axis(logp, safe, axis=-1)[..., 0]
    loss = -float(picked[mask].sum()) / count
    dlogits = np.exp(logp)
    hit = np.take_along_axis(dlogits, safe, axis=-1)
    np.put_along_axis(dlogits, safe, hit - 1, axis=-1)
    dlogits = np.where(mask[..., None], dlogits, 0) / count
    return loss, dlogits.astype(logits.dtype)


def bigram_loss(train, valid, size):
    counts = np.ones((size, size))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    p = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log(p[valid[:-1], valid[1:]]).mean())


# ---------------------------------------------------------------------------- the LSTM


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def lstm_step(x, h, c, wx, wh, b):
    z = x @ wx + h @ wh + b
    i, f, g, o = np.split(z, 4, axis=1)
    new_c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(g)
    return _sigmoid(o) * np.tanh(new_c), new_c


def lstm_forward(x, h0, c0, wx, wh, b):
    h, c = h0, c0
    hs, cs = [], []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, wx, wh, b)
        hs.append(h)
        cs.append(c)
    return np.stack(hs, axis=1), np.stack(cs, axis=1)


def rnn_params(d, h, biases=1):
    return h * (d + h + biases)


def lstm_params(d, h, biases=1):
    return 4 * (h * (d + h) + biases * h)


def gru_params(d, h, biases=1):
    return 3 * (h * d + h * h + biases * h)


# ---------------------------------------------------------------------------- cells in PyTorch


class LSTMCell(nn.Module):
    def __init__(self, d, h, forget_bias=1.0):
        super().__init__()
        self.ih = nn.Linear(d, 4 * h)
        self.hh = nn.Linear(h, 4 * h)
        with torch.no_grad():
            self.ih.bias[h : 2 * h] = forget_bias
            self.hh.bias[h : 2 * h] = 0.0

    def load_torch(self, cell):
        with torch.no_grad():
            self.ih.weight.copy_(cell.weight_ih)
            self.ih.bias.copy_(cell.bias_ih)
            self.hh.weight.copy_(cell.weight_hh)
            self.hh.bias.copy_(cell.bias_hh)

    def forward(self, x, state):
        h, c = state
        i, f, g, o = (self.ih(x) + self.hh(h)).chunk(4, dim=1)
        new_c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * new_c.tanh(), new_c


class GRUCell(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.ih = nn.Linear(d, 3 * h)
        self.hh = nn.Linear(h, 3 * h)

    def load_torch(self, cell):
        own = (self.ih.weight, self.ih.bias, self.hh.weight, self.hh.bias)
        theirs = (cell.weight_ih, cell.bias_ih, cell.weight_hh, cell.bias_hh)
        for mine, other in zip(own, theirs):
            mine.data = other.data.clone()

    def forward(self, x, h):
        a_r, a_z, a_n = self.ih(x).chunk(3, dim=1)
        u_r, u_z, u_n = self.hh(h).chunk(3, dim=1)
        r = torch.sigmoid(a_r + u_r)
        z = torch.sigmoid(a_z + u_z)
        n = torch.tanh(a_n + r * u_n)
        return (1 - z) * n + z * h


# ---------------------------------------------------------------------------- a model of characters


class CharModel(nn.Module):
    def __init__(self, vocabulary, hidden):
        super().__init__()
        self.vocabulary = vocabulary
        self.cell = LSTMCell(len(vocabulary), hidden)
        self.head = nn.Linear(hidden, len(vocabulary))

    def forward(self, tokens, state=None):
        one_hot = F.one_hot(tokens, len(self.vocabulary)).to(self.head.weight.dtype)
        if state is None:
            zeros = one_hot.new_zeros(tokens.shape[0], self.head.in_features)
            state = (zeros, zeros)
        outputs = []
        for t in range(tokens.shape[1]):
            state = self.cell(one_hot[:, t], state)
            outputs.append(state[0])
        return self.head(torch.stack(outputs, dim=1)), state


def chunks(tokens, batch, length):
    rows = (len(tokens) - 1) // batch
    inputs = tokens[: batch * rows].reshape(batch, rows)
    targets = tokens[1 : batch * rows + 1].reshape(batch, rows)
    starts = range(0, rows, length)
    return [(inputs[:, s : s + length], targets[:, s : s + length]) for s in starts]


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item(), (h.detach(), c.detach())


def _device(model):
    first = next(model.parameters(), None)
    return torch.device("cpu") if first is None else first.device


@torch.no_grad()
def evaluate(model, tokens):
    tokens = tokens.to(_device(model))
    text, following = tokens[:-1], tokens[1:]
    logits, _ = model(text.unsqueeze(0), None)
    return F.cross_entropy(logits.flatten(0, 1), following).item()


def fit(
    model,
    train,
    valid,
    epochs,
    lr,
    batch=32,
    length=25,
    max_norm=1.0,
    device="cpu",
):
    model.to(device)
    pieces = chunks(train.to(device), batch, length)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        state, total, seen = None, 0.0, 0
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            total += loss * inputs.numel()
            seen += inputs.numel()
        history["train_loss"].append(total / seen)
        history["valid_loss"].append(evaluate(model, valid))
    return history


@torch.no_grad()
def sample(model, prompt, length, temperature, generator):
    device = _device(model)
    logits, state = model(encode(prompt, model.vocabulary)[None].to(device), None)
    written = ""
    for _ in range(length):
        p = torch.softmax(logits[0, -1] / temperature, dim=-1).cpu()
        drawn = torch.multinomial(p, 1, generator=generator)
        written += model.vocabulary[drawn.item()]
        logits, state = model(drawn[None].to(device), state)
    return written
