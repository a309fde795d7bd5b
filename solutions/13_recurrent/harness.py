"""Runs beside the learner's code: hands it sequences, models and texts, and writes down facts.

Held-out text never comes here, only the one that a run may validate on.
"""

import torch
from torch import nn

from grader import watching

# ---------------------------------------------------------------------------- the layer by hand


def rnn_states(module, x, h0, wx, wh, b):
    """The hidden states of rnn_forward, and whether a cache came with them."""
    answer = module.rnn_forward(x, h0, wx, wh, b)
    is_pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    return {"h": answer[0] if is_pair else None, "pair": is_pair}


def rnn_gradients(module, dh, x, h0, wx, wh, b, times=1):
    """What rnn_backward makes of dh, called once or more with one cache; the last answer."""
    _, cache = module.rnn_forward(x, h0, wx, wh, b)
    for _ in range(times):
        gradients = module.rnn_backward(dh, cache)
    return gradients


# ---------------------------------------------------------------------------- cells


def cell_layout(module, name, d, h):
    """The name and shape of every entry of a cell's state dict."""
    return watching.layout(getattr(module, name)(d, h))


@watching.one_thread()
def cell_responses(module, name, weights, x, state, cotangents, device="cpu"):
    """A cell's answer with given weights, and the gradients of <answer, cotangents>."""
    d, h = x.shape[1], state[0].shape[1]
    cell = watching.with_state(getattr(module, name)(d, h), weights, device)
    inputs = [tensor.clone().to(device).requires_grad_() for tensor in (x, *state)]
    answer = cell(inputs[0], tuple(inputs[1:]) if len(state) > 1 else inputs[1])
    parts = [answer] if isinstance(answer, torch.Tensor) else list(answer)
    if [part.shape for part in parts] == [cotangent.shape for cotangent in cotangents]:
        _backward(parts, cotangents, device)
    return {
        "answer": [part.detach() for part in parts],
        "input gradients": [tensor.grad for tensor in inputs],
        "weight gradients": _gradients_of(cell),
    }


def cell_from_torch(module, name, d, h, seed):
    """The state dict of a cell that copied torch's, while torch's is overwritten afterwards."""
    torch.manual_seed(seed)
    source = getattr(nn, name)(d, h)
    cell = getattr(module, name)(d, h)
    cell.load_torch(source)
    with torch.no_grad():
        for parameter in source.parameters():
            parameter.fill_(9.0)
    return watching.state_of(cell)


def first_biases(module, h, seed, options):
    """The two biases of a new LSTM cell."""
    torch.manual_seed(seed)
    cell = module.LSTMCell(3, h, **options)
    return cell.ih.bias.detach(), cell.hh.bias.detach()


# ---------------------------------------------------------------------------- the model


def model_layout(module, vocabulary, hidden):
    """The name and shape of every entry of the model's state dict."""
    return watching.layout(module.CharModel(vocabulary, hidden))


@watching.one_thread()
def model_responses(module, vocabulary, weights, tokens, state, cotangents, device="cpu"):
    """Logits and last state of the model with given weights, and the gradients of <both, cotangents>."""
    hidden = weights["head.weight"].shape[1]
    net = watching.with_state(module.CharModel(vocabulary, hidden), weights, device)
    start = None
    if state is not None:
        start = tuple(part.clone().to(device).requires_grad_() for part in state)
    logits, last = net(tokens.to(device), start) if start else net(tokens.to(device))
    parts = [logits, *last]
    if [part.shape for part in parts] == [cotangent.shape for cotangent in cotangents]:
        _backward(parts, cotangents, device)
    return {
        "logits": logits.detach(),
        "state": [part.detach() for part in last],
        "state gradients": [part.grad for part in start or ()],
        "weight gradients": _gradients_of(net),
        "vocabulary": net.vocabulary,
    }


@watching.one_thread()
def first_loss(module, vocabulary, hidden, seed, tokens, device="cpu"):
    """The logits of a new model for a batch of tokens, and its weights."""
    torch.manual_seed(seed)
    net = module.CharModel(vocabulary, hidden).to(device)
    with torch.no_grad():
        return {"logits": net(tokens.to(device))[0], "weights": watching.state_of(net)}


def _backward(parts, cotangents, device):
    """Go back from <parts, cotangents>; a part without a past is left out, and its gradients are missed."""
    ends = [
        (part, cotangent.to(device))
        for part, cotangent in zip(parts, cotangents, strict=True)
        if part.requires_grad
    ]
    if ends:
        torch.autograd.backward(*zip(*ends, strict=True))


def _gradients_of(net):
    return {name: parameter.grad for name, parameter in net.named_parameters()}


# ---------------------------------------------------------------------------- a model of our own


class Reader(nn.Module):
    """A model of our own, so that a loop is judged without the learner's. Writes down what passes."""

    vocabulary = "abcde"

    def __init__(self, hidden=4):
        super().__init__()
        self.embedding = nn.Embedding(len(self.vocabulary), 3)
        self.cell = nn.LSTMCell(3, hidden)
        self.head = nn.Linear(hidden, len(self.vocabulary))
        self.passes = []

    def forward(self, tokens, state=None):
        entry = {
            "tokens": tokens.detach().clone().cpu(),
            "state": None if state is None else [part.detach().clone().cpu() for part in state],
            "attached": state is not None and any(part.requires_grad for part in state),
            "records": torch.is_grad_enabled(),
            "weights": watching.state_of(self),
        }
        self.passes.append(entry)
        if state is None:
            zeros = self.head.weight.new_zeros(len(tokens), self.head.in_features)
            state = zeros, zeros
        hidden = []
        for t in range(tokens.shape[1]):
            state = self.cell(self.embedding(tokens[:, t]), state)
            hidden.append(state[0])
        entry["next"] = [part.detach().clone().cpu() for part in state]
        return self.head(torch.stack(hidden, dim=1)), state


def reader_weights(module, seed):
    """Weights for our own model, a little larger than new ones, so that its gradients are."""
    torch.manual_seed(seed)
    return {name: 2 * value for name, value in watching.state_of(Reader().double()).items()}


@watching.one_thread()
def chunk_steps(module, weights, pairs, state, max_norm, lr, device="cpu"):
    """Call train_chunk once for each pair, hand on the state it returned, and watch the optimizer."""
    net = watching.with_state(Reader(), weights, device)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    state = state and tuple(part.to(device) for part in state)
    facts = {
        "losses": [],
        "steps": [],
        "gradients": [],
        "attached": [],
        "states": [],
        "weights": [],
    }
    for inputs, targets in pairs:
        seen = []

        def record(_, seen=seen):
            named = _gradients_of(net).items()
            seen.append({n: None if g is None else g.detach().clone().cpu() for n, g in named})

        with watching.watched_steps(record):
            loss, state = module.train_chunk(
                net, inputs.to(device), targets.to(device), state, optimizer, max_norm
            )
        facts["losses"].append(loss)
        facts["steps"].append(len(seen))
        facts["gradients"].append(seen[-1] if seen else {})
        facts["attached"].append([part.requires_grad for part in state])
        facts["states"].append([part.detach().clone().cpu() for part in state])
        facts["weights"].append(watching.state_of(net))
        state = tuple(part.detach() for part in state)
    facts["began with"] = [entry["state"] for entry in net.passes]
    return facts


@watching.one_thread()
def watch_fit(module, weights, train, valid, epochs, lr, options, device="cpu"):
    """Call fit on our own model, and write down every pass that a step learned from."""
    net = watching.with_state(Reader(), weights, "cpu")
    if device != "cpu":  # which is the default, and that is looked at too
        options = options | {"device": device}
    history = module.fit(net, train, valid, epochs, lr, **options)
    return {
        "history": history,
        "passes": [entry for entry in net.passes if entry["records"]],
        "read": sum(not entry["records"] for entry in net.passes),
        "weights": watching.state_of(net),
    }


@watching.one_thread()
def evaluation(module, weights, tokens, device="cpu"):
    """What evaluate says of our own model, and what it left behind."""
    net = watching.with_state(Reader(), weights, device)
    net.head.bias.grad = torch.ones_like(net.head.bias)
    loss = module.evaluate(net, tokens)
    return {
        "loss": loss,
        "records": any(entry["records"] for entry in net.passes),
        "weights": watching.state_of(net),
        "gradient": net.head.bias.grad,
    }


# ---------------------------------------------------------------------------- sampling


class Automaton(nn.Module):
    """A model whose logits are a row of a table, chosen by all characters so far."""

    def __init__(self, vocabulary, table):
        super().__init__()
        self.vocabulary = vocabulary
        self.table = nn.Parameter(table)
        self.records = False

    def forward(self, tokens, state=None):
        rows = len(self.table)
        place = tokens.new_zeros(len(tokens)) if state is None else state[0][:, 0].long()
        logits = []
        for t in range(tokens.shape[1]):
            place = (3 * place + tokens[:, t] + 1) % rows
            logits.append(self.table[place])
        self.records = self.records or torch.is_grad_enabled()
        number = place[:, None].to(self.table.dtype)
        return torch.stack(logits, dim=1), (number, number.clone())


@watching.one_thread()
def sampled(module, vocabulary, table, prompt, length, temperature, seed, noise=0, device="cpu"):
    """What sample writes with a generator of this seed, after `noise` draws from the global one."""
    net = Automaton(vocabulary, table).to(device)
    torch.manual_seed(noise)
    generator = torch.Generator().manual_seed(seed)
    text = module.sample(net, prompt, length, temperature, generator)
    return {"text": text, "records": net.records}


# ---------------------------------------------------------------------------- whole runs


@watching.one_thread()
def by_heart(module, vocabulary, hidden, inputs, targets, limit, target, device="cpu"):
    """The losses of training on one chunk, until they are below `target`; the weights before the last."""
    torch.manual_seed(0)
    net = module.CharModel(vocabulary, hidden).to(device)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    losses, before = [], {}
    while len(losses) < limit and not (losses and losses[-1] < target):
        before = watching.state_of(net)
        pair = inputs.to(device), targets.to(device)
        losses.append(float(module.train_chunk(net, *pair, None, optimizer, 1.0)[0]))
    return {"losses": losses, "weights": before}


@watching.one_thread()
def full_run(module, vocabulary, hidden, seed, train, valid, epochs, lr, device="cpu"):
    """Train the learner's model with the learner's fit; the history and the weights."""
    torch.manual_seed(seed)
    net = module.CharModel(vocabulary, hidden)
    history = module.fit(net, train, valid, epochs, lr, device=device)
    return {"history": history, "weights": watching.state_of(net)}


@watching.one_thread()
def written(module, vocabulary, hidden, weights, prompt, length, temperature):
    """What the learner's model writes with these weights."""
    net = module.CharModel(vocabulary, hidden)
    net.load_state_dict(weights)
    return module.sample(net, prompt, length, temperature, torch.Generator().manual_seed(0))
