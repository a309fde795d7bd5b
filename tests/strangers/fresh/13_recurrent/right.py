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


def rnn_step(
    x: np.ndarray, h: np.ndarray, wx: np.ndarray, wh: np.ndarray, b: np.ndarray
) -> np.ndarray:
    """One step of a recurrent layer: tanh(x wx + h wh + b).

    Parameters: the input `x` (N, D), the hidden state `h` (N, H), the weights `wx` (D, H) and
    `wh` (H, H), the bias `b` (H,).
    Returns: the next hidden state (N, H).
    Source: Elman, "Finding Structure in Time" (1990).

    >>> x, h = np.array([[1.0, -1.0]]), np.array([[0.5]])
    >>> rnn_step(x, h, np.array([[2.0], [1.0]]), np.array([[-3.0]]), np.array([0.5]))
    array([[0.]])
    """
    return np.tanh(x @ wx + h @ wh + b)


def rnn_forward(
    x: np.ndarray, h0: np.ndarray, wx: np.ndarray, wh: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, object]:
    """Run a recurrent layer over whole sequences.

    Parameters: the inputs `x` (N, T, D), the state before the first step `h0` (N, H), and the
    weights of `rnn_step`, the same at every step.
    Returns: the hidden states after each step `h` (N, T, H), and a cache of your choice: whatever
    `rnn_backward` needs.

    >>> x, h0, one = np.zeros((1, 3, 1)), np.array([[1.0]]), np.array([[1.0]])
    >>> h, cache = rnn_forward(x, h0, one, one, np.zeros(1))
    >>> h.round(3).tolist()
    [[[0.762], [0.642], [0.566]]]
    """
    n, steps, _ = x.shape
    # states[:, t] is the state before step t, states[:, t + 1] the one after it
    states = np.empty((n, steps + 1, h0.shape[1]), dtype=x.dtype)
    states[:, 0] = h0
    for t in range(steps):
        states[:, t + 1] = rnn_step(x[:, t], states[:, t], wx, wh, b)
    return states[:, 1:].copy(), (x, states, wx, wh)


def rnn_backward(
    dh: np.ndarray, cache: object
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Backpropagation through time.

    Parameters: `dh` (N, T, H), the gradient of the loss towards each hidden state that
    `rnn_forward` returned, as it comes from outside; and the cache of that call. A state also acts
    on the next one; what flows back that way is not in `dh`.
    Returns: `(dx, dh0, dwx, dwh, db)`, the gradients towards the five arguments of `rnn_forward`,
    in their shapes.
    Source: Werbos, "Backpropagation Through Time: What It Does and How to Do It" (1990).

    >>> x, h0, one = np.zeros((1, 3, 1)), np.zeros((1, 1)), np.array([[1.0]])
    >>> h, cache = rnn_forward(x, h0, one, 0.9 * one, np.zeros(1))
    >>> dx, dh0, dwx, dwh, db = rnn_backward(np.array([[[0.0], [0.0], [1.0]]]), cache)
    >>> round(dh0.item(), 4), dx.round(4).ravel().tolist()
    (0.729, [0.81, 0.9, 1.0])
    """
    x, states, wx, wh = cache
    dx = np.zeros_like(x)
    dwx, dwh = np.zeros_like(wx), np.zeros_like(wh)
    db = np.zeros_like(wh[0])
    carry = np.zeros_like(states[:, 0])
    for t in reversed(range(x.shape[1])):
        slope = 1 - states[:, t + 1] ** 2
        z = (dh[:, t] + carry) * slope
        dx[:, t] = z @ wx.T
        dwx += x[:, t].T @ z
        dwh += states[:, t].T @ z
        db += z.sum(axis=0)
        carry = z @ wh.T
    return dx, carry, dwx, dwh, db


def clip_by_global_norm(
    grads: dict[str, np.ndarray], max_norm: float
) -> tuple[dict[str, np.ndarray], float]:
    """Shorten a gradient that is too long, all arrays by one factor.

    The norm is the root of the sum of the squares of ALL numbers in all arrays. Where it is larger
    than `max_norm`, every array is multiplied by max_norm / norm; otherwise nothing changes.
    Gradients explode: float32 arrays may hold numbers whose squares are too large for float32.

    Returns: a dict with the same names, shapes and dtypes, and the norm BEFORE clipping, a float.
    Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks"
    (2013).

    >>> grads, norm = clip_by_global_norm({"w": np.array([[3.0]]), "b": np.array([4.0])}, 2.5)
    >>> norm, grads["w"], grads["b"]
    (5.0, array([[1.5]]), array([2.]))
    """
    norm = float(np.sqrt(sum(np.sum(g.astype(np.float64) ** 2) for g in grads.values())))
    if norm <= max_norm:
        return {name: g.copy() for name, g in grads.items()}, norm
    factor = max_norm / norm
    clipped = {name: (g * np.float64(factor)).astype(g.dtype) for name, g in grads.items()}
    return clipped, norm


def sequence_loss(
    logits: np.ndarray, targets: np.ndarray, mask: np.ndarray
) -> tuple[float, np.ndarray]:
    """Mean softmax cross-entropy over the positions that count, and its gradient.

    Parameters: `logits` (N, T, V); `targets` (N, T), whole numbers below V; `mask` (N, T) of bool,
    True where a position counts and False where a shorter sequence was padded. A target at a padded
    position may be any whole number, such as -100. At least one position counts.
    Returns: the loss, a float, and `dlogits` (N, T, V), which is 0 at padded positions.
    Finite for logits in the thousands.

    >>> logits, targets = np.zeros((1, 2, 4)), np.array([[3, -100]])
    >>> loss, dlogits = sequence_loss(logits, targets, np.array([[True, False]]))
    >>> round(loss, 4), dlogits.tolist()
    (1.3863, [[[0.25, 0.25, 0.25, -0.75], [0.0, 0.0, 0.0, 0.0]]])
    """
    n, steps, _ = logits.shape
    count = int(mask.sum())
    safe = np.where(mask, targets, 0)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    rows, columns = np.arange(n)[:, None], np.arange(steps)[None, :]
    picked = log_p[rows, columns, safe]
    loss = -float(picked[mask].sum()) / count
    dlogits = np.exp(log_p)
    dlogits[rows, columns, safe] -= 1
    dlogits[~mask] = 0
    dlogits /= count
    return loss, dlogits


def bigram_loss(train: np.ndarray, valid: np.ndarray, size: int) -> float:
    """The loss of a model that remembers one character: the floor for every network here.

    Counts in `train` how often character j follows character i, and adds 1 to each count, so that
    no pair is impossible. The probability of j after i is its count over the sum of i's counts.

    Parameters: two texts as whole numbers below `size`, arrays (L,).
    Returns: the mean of -ln p over all pairs of neighbours in `valid`, a float.

    >>> text = np.array([0, 1, 0, 1, 0])
    >>> round(bigram_loss(text, text, 2), 4)  # 3/4 for each pair that occurs
    0.2877
    """
    counts = np.ones((size, size))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    p = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log(p[valid[:-1], valid[1:]]).mean())


# ---------------------------------------------------------------------------- the LSTM


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """The logistic function, by tanh: it never overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def lstm_step(
    x: np.ndarray,
    h: np.ndarray,
    c: np.ndarray,
    wx: np.ndarray,
    wh: np.ndarray,
    b: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """One step of an LSTM.

    z = x wx + h wh + b has four blocks of H columns: input i, forget f, cell g, output o. With the
    sigmoid on i, f and o, and tanh on g:  c' = f * c + i * g  and  h' = o * tanh(c').

    Parameters: `x` (N, D), `h` and `c` (N, H), `wx` (D, 4H), `wh` (H, 4H), `b` (4H,).
    Returns: `(h', c')`, both (N, H).
    Source: Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997); the forget gate is that of
    Gers, Schmidhuber and Cummins, "Learning to Forget" (2000).

    >>> x, h, c = np.zeros((1, 1)), np.zeros((1, 1)), np.array([[3.0]])
    >>> b = np.array([-100.0, 100.0, 0.0, 0.0])  # write nothing, forget nothing
    >>> h, c = lstm_step(x, h, c, np.zeros((1, 4)), np.zeros((1, 4)), b)
    >>> c.item(), round(h.item(), 4)
    (3.0, 0.4975)
    """
    zi, zf, zg, zo = np.split(x @ wx + h @ wh + b, 4, axis=1)
    i, f, o = _sigmoid(zi), _sigmoid(zf), _sigmoid(zo)
    g = np.tanh(zg)
    new_c = f * c + i * g
    return o * np.tanh(new_c), new_c


def lstm_forward(
    x: np.ndarray,
    h0: np.ndarray,
    c0: np.ndarray,
    wx: np.ndarray,
    wh: np.ndarray,
    b: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Run an LSTM over whole sequences.

    Parameters: `x` (N, T, D), `h0` and `c0` (N, H), and the weights of `lstm_step`.
    Returns: the hidden states and the cells after each step, `(h, c)`, both (N, T, H).

    >>> zero = np.zeros((2, 5))
    >>> w = np.zeros((3, 20)), np.zeros((5, 20)), np.zeros(20)
    >>> h, c = lstm_forward(np.ones((2, 4, 3)), zero, zero + 1, *w)
    >>> h.shape, c[0, :, 0].tolist()
    ((2, 4, 5), [0.5, 0.25, 0.125, 0.0625])
    """
    h, c = h0, c0
    all_h, all_c = [], []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, wx, wh, b)
        all_h.append(h)
        all_c.append(c)
    return np.stack(all_h, axis=1), np.stack(all_c, axis=1)


def rnn_params(d: int, h: int, biases: int = 1) -> int:
    """The number of parameters of a recurrent layer with `d` inputs and `h` hidden units.

    `biases` is the number of bias vectors: 1 here, 2 in PyTorch.

    >>> rnn_params(10, 20), rnn_params(10, 20, biases=2)
    (620, 640)
    """
    return d * h + h * h + biases * h


def lstm_params(d: int, h: int, biases: int = 1) -> int:
    """The number of parameters of an LSTM; `biases` is the number of bias vectors a gate.

    >>> lstm_params(10, 20), lstm_params(10, 20, biases=2)
    (2480, 2560)
    """
    return 4 * (d * h + h * h + biases * h)


def gru_params(d: int, h: int, biases: int = 1) -> int:
    """The number of parameters of a GRU; `biases` is the number of bias vectors a gate.

    >>> gru_params(10, 20), gru_params(10, 20, biases=2)
    (1860, 1920)
    """
    return 3 * h * (d + h + biases)


# ---------------------------------------------------------------------------- cells in PyTorch


class LSTMCell(nn.Module):
    """An LSTM step, made of two linear layers; equal to `torch.nn.LSTMCell` with the same weights.

    Submodules: `ih` = Linear(d, 4h) for the input and `hh` = Linear(h, 4h) for the hidden state,
    each with a bias, their rows in the order input, forget, cell, output.
    Both start as PyTorch starts them, but the forget gate starts open: there the two biases
    together are `forget_bias` at first, in every row.
    Source: Jozefowicz, Zaremba and Sutskever, "An Empirical Exploration of Recurrent Network
    Architectures" (2015).

    >>> cell = LSTMCell(10, 20)
    >>> sum(p.numel() for p in cell.parameters())
    2560
    >>> (cell.ih.bias + cell.hh.bias)[20:40].mean().item()
    1.0
    """

    def __init__(self, d: int, h: int, forget_bias: float = 1.0) -> None:
        super().__init__()
        self.ih = nn.Linear(d, 4 * h)
        self.hh = nn.Linear(h, 4 * h)
        with torch.no_grad():
            self.ih.bias[h : 2 * h] = forget_bias
            self.hh.bias[h : 2 * h] = 0.0

    def load_torch(self, cell: nn.LSTMCell) -> None:
        """Copy the weights of PyTorch's cell into this one; the two share no memory afterwards."""
        with torch.no_grad():
            self.ih.weight.copy_(cell.weight_ih)
            self.ih.bias.copy_(cell.bias_ih)
            self.hh.weight.copy_(cell.weight_hh)
            self.hh.bias.copy_(cell.bias_hh)

    def forward(self, x: torch.Tensor, state: State) -> State:
        """The next state `(h, c)`, both (N, H), after the input `x` (N, D) in the state `(h, c)`."""
        h, c = state
        i, f, g, o = (self.ih(x) + self.hh(h)).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        return h, c


class GRUCell(nn.Module):
    """A GRU step, made of two linear layers; equal to `torch.nn.GRUCell` with the same weights.

    With a = ih(x) and u = hh(h), each of three blocks (reset, update, new):
    r = sigmoid(a_r + u_r), z = sigmoid(a_z + u_z), n = tanh(a_n + r * u_n), and the next state is
    (1 - z) * n + z * h. The reset gate acts on u_n, its bias included.
    Submodules: `ih` = Linear(d, 3h), `hh` = Linear(h, 3h), each with a bias, started as PyTorch
    starts them.
    Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder" (2014), in the
    form of `torch.nn.GRUCell`.

    >>> sum(p.numel() for p in GRUCell(10, 20).parameters())
    1920
    """

    def __init__(self, d: int, h: int) -> None:
        super().__init__()
        self.ih = nn.Linear(d, 3 * h)
        self.hh = nn.Linear(h, 3 * h)

    def load_torch(self, cell: nn.GRUCell) -> None:
        """Copy the weights of PyTorch's cell into this one; the two share no memory afterwards."""
        self.ih.load_state_dict({"weight": cell.weight_ih, "bias": cell.bias_ih})
        self.hh.load_state_dict({"weight": cell.weight_hh, "bias": cell.bias_hh})

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
        """The next state (N, H), after the input `x` (N, D) in the state `h` (N, H)."""
        a_r, a_z, a_n = self.ih(x).chunk(3, dim=1)
        u_r, u_z, u_n = self.hh(h).chunk(3, dim=1)
        r = torch.sigmoid(a_r + u_r)
        z = torch.sigmoid(a_z + u_z)
        n = torch.tanh(a_n + r * u_n)
        return (1 - z) * n + z * h


# ---------------------------------------------------------------------------- a model of characters


class CharModel(nn.Module):
    """Reads characters one by one and gives logits for the next one after each.

    Each character enters `cell`, your LSTMCell of `hidden` units, as a one-hot vector; `head`, a
    linear layer, turns each hidden state into V logits. Both start as they start themselves.
    Attributes: `vocabulary`, a str of V characters; submodules `cell` and `head`.

    >>> model = CharModel("abcd", hidden=5)
    >>> logits, (h, c) = model(torch.tensor([[0, 3, 1], [2, 2, 2]]))
    >>> logits.shape, h.shape, c.shape
    (torch.Size([2, 3, 4]), torch.Size([2, 5]), torch.Size([2, 5]))
    """

    def __init__(self, vocabulary: str, hidden: int) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.cell = LSTMCell(len(vocabulary), hidden)
        self.head = nn.Linear(hidden, len(vocabulary))

    def forward(
        self, tokens: torch.Tensor, state: State | None = None
    ) -> tuple[torch.Tensor, State]:
        """Logits (N, T, V) for the characters after each of `tokens` (N, T), and the last state.

        `state` is `(h, c)`, both (N, H), before the first step; None stands for zeros. The state
        that comes out can go in again: reading a text in pieces is reading it whole. Nothing is
        detached here.
        """
        n, steps = tokens.shape
        width = self.head.in_features
        one_hot = F.one_hot(tokens, len(self.vocabulary)).to(self.head.weight.dtype)
        if state is None:
            zeros = one_hot.new_zeros(n, width)
            state = (zeros, zeros)
        hiddens = []
        for t in range(steps):
            state = self.cell(one_hot[:, t], state)
            hiddens.append(state[0])
        logits = self.head(torch.stack(hiddens, dim=1))
        return logits, state


def chunks(
    tokens: torch.Tensor, batch: int, length: int
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Cut a text into pieces for truncated backpropagation.

    The text (L,) is cut into `batch` rows that follow one another, as long as possible, all of the
    same length R such that every character has a next one: R = (L - 1) // batch. What is left over
    at the end is not used. The rows are then cut into pieces of `length` columns; the last piece
    may be shorter. So row n of a piece goes on where row n of the piece before it ended.

    Returns: a list of pairs (inputs, targets), both int64 (batch, length). The target of a
    character is the character that follows it in the text.

    >>> [(x.tolist(), y.tolist()) for x, y in chunks(torch.arange(8), batch=2, length=2)]
    [([[0, 1], [3, 4]], [[1, 2], [4, 5]]), ([[2], [5]], [[3], [6]])]
    """
    columns = (len(tokens) - 1) // batch
    inputs = tokens[: batch * columns].reshape(batch, columns)
    targets = tokens[1 : batch * columns + 1].reshape(batch, columns)
    pieces = []
    for start in range(0, columns, length):
        part = slice(start, start + length)
        pieces.append((inputs[:, part], targets[:, part]))
    return pieces


def train_chunk(
    model: nn.Module,
    inputs: torch.Tensor,
    targets: torch.Tensor,
    state: State | None,
    optimizer: torch.optim.Optimizer,
    max_norm: float,
) -> tuple[float, State]:
    """Take one step of training on one chunk.

    The model is called as `model(inputs, state)`. The loss is the mean cross-entropy over all
    characters of the chunk. The optimizer steps once, on the gradients of this chunk alone, clipped
    to the global norm `max_norm` over all parameters.

    Returns: the loss before the step, a float, and the state after the chunk, DETACHED: the next
    chunk begins with its numbers, but its gradient stops there.

    >>> _ = torch.manual_seed(0)
    >>> model = CharModel("ab", hidden=3)
    >>> optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    >>> x, y = torch.tensor([[0, 1, 0]]), torch.tensor([[1, 0, 1]])
    >>> first, state = train_chunk(model, x, y, None, optimizer, 1.0)
    >>> second, state = train_chunk(model, x, y, None, optimizer, 1.0)
    >>> second < first, [part.requires_grad for part in state]
    (True, [False, False])
    """
    optimizer.zero_grad()
    logits, state = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    h, c = state
    return loss.item(), (h.detach(), c.detach())


@torch.no_grad()
def evaluate(model: nn.Module, tokens: torch.Tensor) -> float:
    """The mean cross-entropy of a model over a text (L,), read in one go from a state of zeros.

    Every character but the last is read, every one but the first has to be foretold. Records no
    gradients. `tokens` are moved to the device that the model is on.

    >>> _ = torch.manual_seed(0)
    >>> 3.5 < evaluate(CharModel(VOCABULARY, 64), encode(grammar_text(5, 0))) < 3.9  # ln 40 = 3.69
    True
    """
    tokens = tokens.to(next(model.parameters()).device)
    logits, _ = model(tokens[None, :-1], None)
    return F.cross_entropy(logits[0], tokens[1:]).item()


def fit(
    model: nn.Module,
    train: torch.Tensor,
    valid: torch.Tensor,
    epochs: int,
    lr: float,
    batch: int = 32,
    length: int = 25,
    max_norm: float = 1.0,
    device: str | torch.device = "cpu",
) -> dict[str, list[float]]:
    """Train a model of characters by truncated backpropagation through time.

    `train` and `valid` are texts as int64 tensors (L,). The model is moved to `device` and called
    as `model(tokens, state)`. The optimizer is torch's Adam with rate `lr`, one for all epochs. An
    epoch goes through the chunks of the training text once, in order (see `chunks`), one step a
    chunk. It starts without a state (None); from chunk to chunk the state is carried and detached.

    Returns a dict of two lists with one float an epoch: `"train_loss"`, the mean over the epoch's
    characters of the losses before each step (the last chunk may be shorter), and `"valid_loss"`,
    what `evaluate` says at the end of the epoch.

    >>> _ = torch.manual_seed(0)
    >>> text = encode("abcabcabc" * 20, "abc")
    >>> history = fit(CharModel("abc", 8), text, text, epochs=8, lr=0.05, batch=4, length=10)
    >>> len(history["train_loss"]), history["valid_loss"][-1] < 0.1
    (8, True)
    """
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = [(a.to(device), b.to(device)) for a, b in chunks(train, batch, length)]
    sizes = [a.numel() for a, _ in pieces]
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        state = None
        losses = []
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            losses.append(loss)
        history["train_loss"].append(float(np.average(losses, weights=sizes)))
        history["valid_loss"].append(evaluate(model, valid))
    return history


@torch.no_grad()
def sample(
    model: nn.Module, prompt: str, length: int, temperature: float, generator: torch.Generator
) -> str:
    """Let a model go on writing.

    The model reads the prompt (at least one character) from a state of zeros. Then `length` times:
    divide the last logits by the temperature, take the softmax, draw one character with the
    generator alone (it is one of the CPU), and let the model read it.

    The model is called as `model(tokens, state)` and has a `vocabulary`. Records no gradients.
    Returns: the new characters, without the prompt.

    >>> model = CharModel("abc", hidden=4)
    >>> bias = torch.tensor([0.0, 100.0, 0.0])
    >>> _ = model.load_state_dict({**model.state_dict(), "head.bias": bias})
    >>> sample(model, "a", 5, 1.0, torch.Generator().manual_seed(0))
    'bbbbb'
    """
    device = next(model.parameters()).device
    tokens = encode(prompt, model.vocabulary)[None].to(device)
    logits, state = model(tokens, None)
    written = []
    for _ in range(length):
        scaled = logits[0, -1].double().cpu() / temperature
        place = torch.multinomial(torch.softmax(scaled, dim=0), 1, generator=generator)
        written.append(model.vocabulary[place.item()])
        logits, state = model(place[None].to(device), state)
    return "".join(written)
