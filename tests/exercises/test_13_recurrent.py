"""The reference of 13_recurrent against PyTorch, and against formulas by hand."""

import json
import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests.exercises.loading import ROOT, load

recurrent = load("13_recurrent")

N, T, D, H = 3, 5, 4, 6


def normal(*shapes: tuple[int, ...], seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) / math.sqrt(shape[-1]) for shape in shapes]


def layer(gates: int = 1, seed: int = 0) -> list[np.ndarray]:
    """x, h0, wx, wh, b."""
    return normal((N, T, D), (N, H), (D, gates * H), (H, gates * H), (gates * H,), seed=seed)


def torch_layer(
    kind: type[nn.RNNBase], wx: np.ndarray, wh: np.ndarray, b: np.ndarray
) -> nn.RNNBase:
    """PyTorch's own layer with these weights; the whole bias on its first one."""
    net = kind(D, H, batch_first=True).double()
    weights = {"weight_ih_l0": wx.T, "weight_hh_l0": wh.T, "bias_ih_l0": b, "bias_hh_l0": 0 * b}
    net.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in weights.items()})
    return net


def test_layer_and_all_its_gradients_match_torch() -> None:
    x, h0, wx, wh, b = layer()
    (dh,) = normal((N, T, H), seed=1)
    net = torch_layer(nn.RNN, wx, wh, b)
    tx, th = (torch.tensor(array, requires_grad=True) for array in (x, h0[None]))
    expected, _ = net(tx, th)
    expected.backward(torch.tensor(dh))
    h, cache = recurrent.rnn_forward(x, h0, wx, wh, b)
    np.testing.assert_allclose(h, expected.detach().numpy(), rtol=1e-12)
    dx, dh0, dwx, dwh, db = recurrent.rnn_backward(dh, cache)
    for ours, theirs in (
        (dx, tx.grad),
        (dh0, th.grad[0]),
        (dwx, net.weight_ih_l0.grad.T),
        (dwh, net.weight_hh_l0.grad.T),
        (db, net.bias_hh_l0.grad),
    ):
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-11, atol=1e-14)


def test_lstm_matches_torch() -> None:
    x, h0, wx, wh, b = layer(gates=4)
    (c0,) = normal((N, H), seed=2)
    net = torch_layer(nn.LSTM, wx, wh, b)
    tensors = [torch.from_numpy(array[None].copy()) for array in (h0, c0)]
    expected, (last, cell) = net(torch.from_numpy(x), tuple(tensors))
    h, c = recurrent.lstm_forward(x, h0, c0, wx, wh, b)
    np.testing.assert_allclose(h, expected.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(h[:, -1], last[0].detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(c[:, -1], cell[0].detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize("name", ["LSTMCell", "GRUCell"])
def test_cells_and_all_their_gradients_match_torch(name: str) -> None:
    torch.manual_seed(3)
    theirs = getattr(nn, name)(D, H).double()
    ours = getattr(recurrent, name)(D, H).double()
    ours.load_torch(theirs)
    parts = 2 if name == "LSTMCell" else 1
    x, *state = (torch.randn(N, size, dtype=torch.float64) for size in [D] + [H] * parts)
    cotangents = [torch.randn(N, H, dtype=torch.float64) for _ in state]

    def run(cell: nn.Module) -> list[torch.Tensor]:
        inputs = [part.clone().requires_grad_() for part in (x, *state)]
        answer = cell(inputs[0], tuple(inputs[1:]) if parts > 1 else inputs[1])
        answers = [answer] if parts == 1 else list(answer)
        torch.autograd.backward(answers, cotangents)
        return [part.detach() for part in answers] + [part.grad for part in inputs]

    for a, b in zip(run(ours), run(theirs), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-12, atol=1e-14)
    for layer_name in ("ih", "hh"):
        own = getattr(ours, layer_name)
        for kind in ("weight", "bias"):
            expected = getattr(theirs, f"{kind}_{layer_name}").grad
            torch.testing.assert_close(getattr(own, kind).grad, expected, rtol=1e-12, atol=1e-14)


def test_model_and_all_its_gradients_match_torch() -> None:
    torch.manual_seed(4)
    model = recurrent.CharModel("abcde", H).double()
    lstm = nn.LSTM(5, H, batch_first=True).double()
    with torch.no_grad():
        for name in ("ih", "hh"):
            for kind in ("weight", "bias"):
                source = getattr(getattr(model.cell, name), kind)
                getattr(lstm, f"{kind}_{name}_l0").copy_(source)
    tokens = torch.randint(0, 5, (N, T))
    cotangent = torch.randn(N, T, 5, dtype=torch.float64)
    logits, (h, c) = model(tokens)
    states, (last, cell) = lstm(functional.one_hot(tokens, 5).double())
    torch.testing.assert_close(logits, model.head(states))
    torch.testing.assert_close(h, last[0])
    torch.testing.assert_close(c, cell[0])
    logits.backward(cotangent)
    model.head(states).backward(cotangent)
    torch.testing.assert_close(model.cell.hh.weight.grad, lstm.weight_hh_l0.grad)
    torch.testing.assert_close(model.cell.ih.bias.grad, lstm.bias_ih_l0.grad)


def test_sequence_loss_matches_torch() -> None:
    (logits,) = normal((N, T, 7), seed=5)
    targets = np.random.default_rng(6).integers(0, 7, (N, T))
    mask = np.arange(T) < np.array([[2], [5], [1]])
    tensor = torch.tensor(logits, requires_grad=True)
    wanted = torch.from_numpy(np.where(mask, targets, -100))
    expected = functional.cross_entropy(tensor.flatten(0, 1), wanted.flatten())
    expected.backward()
    loss, dlogits = recurrent.sequence_loss(logits, np.where(mask, targets, -100), mask)
    assert loss == pytest.approx(expected.item(), rel=1e-13)
    np.testing.assert_allclose(dlogits, tensor.grad.numpy(), rtol=1e-12, atol=1e-16)
    assert not dlogits[~mask].any()


@pytest.mark.parametrize("max_norm", [0.1, 1e3])
def test_clipping_matches_torch_and_keeps_the_direction(max_norm: float) -> None:
    grads = dict(zip("uvw", normal((3, 4), (5,), (2, 2)), strict=True))
    parameters = [
        nn.Parameter(torch.zeros(grad.shape, dtype=torch.float64)) for grad in grads.values()
    ]
    for parameter, grad in zip(parameters, grads.values(), strict=True):
        parameter.grad = torch.tensor(grad)
    norm = nn.utils.clip_grad_norm_(parameters, max_norm).item()
    clipped, ours = recurrent.clip_by_global_norm(grads, max_norm)
    assert ours == pytest.approx(norm)
    flat = [
        np.concatenate([g.ravel() for g in gradients.values()]) for gradients in (grads, clipped)
    ]
    cosine = flat[0] @ flat[1] / np.linalg.norm(flat[0]) / np.linalg.norm(flat[1])
    assert cosine == pytest.approx(1, rel=1e-14)
    for parameter, value in zip(parameters, clipped.values(), strict=True):
        np.testing.assert_allclose(value, parameter.grad.numpy(), rtol=2e-5)


def test_truncation_changes_gradients_and_nothing_else() -> None:
    x, h0, *weights = layer(seed=7)
    (dh,) = normal((N, T, H), seed=8)
    h, cache = recurrent.rnn_forward(x, h0, *weights)
    whole = recurrent.rnn_backward(dh, cache)
    first, early = recurrent.rnn_forward(x[:, :2], h0, *weights)
    second, late = recurrent.rnn_forward(x[:, 2:], first[:, -1], *weights)
    np.testing.assert_array_equal(np.concatenate([first, second], axis=1), h)
    ends = recurrent.rnn_backward(dh[:, 2:], late)
    cut = recurrent.rnn_backward(dh[:, :2], early)
    for place in (1, 2, 3, 4):
        part = cut[place] if place == 1 else cut[place] + ends[place]
        assert np.abs(part - whole[place]).max() > 1e-3
    bridged = dh[:, :2].copy()
    bridged[:, -1] += ends[1]
    joined = recurrent.rnn_backward(bridged, early)
    np.testing.assert_allclose(joined[1], whole[1], rtol=1e-12)
    for place in (2, 3, 4):
        np.testing.assert_allclose(joined[place] + ends[place], whole[place], rtol=1e-12)


@pytest.mark.parametrize("radius", [0.9, 1.1])
def test_gradient_scales_like_the_spectral_radius(radius: float) -> None:
    turn, _ = np.linalg.qr(np.random.default_rng(9).normal(size=(H, H)))
    zeros = np.zeros((1, 50, D)), np.zeros((1, H)), np.zeros((D, H))
    _, cache = recurrent.rnn_forward(*zeros, radius * turn, np.zeros(H))
    dh = np.zeros((1, 50, H))
    dh[0, -1] = np.eye(H)[0]
    _, dh0, *_ = recurrent.rnn_backward(dh, cache)
    assert np.linalg.norm(dh0) == pytest.approx(radius**50, rel=1e-10)
    assert round(radius**50, 4) in (0.0052, 117.3909)


def test_counts_are_those_of_torch() -> None:
    kinds = {"rnn": (nn.RNN, 620, 640), "lstm": (nn.LSTM, 2480, 2560), "gru": (nn.GRU, 1860, 1920)}
    for name, (kind, single, double) in kinds.items():
        count = getattr(recurrent, f"{name}_params")
        assert (count(10, 20), count(10, 20, biases=2)) == (single, double)
        assert sum(p.numel() for p in kind(10, 20).parameters()) == double


def test_bigram_is_a_linear_model_of_one_character() -> None:
    """Without the added 1, counting is the best that logits of one character can be."""
    text = np.random.default_rng(10).integers(0, 4, 4000)
    logits = torch.zeros(4, 4, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([logits], max_iter=100, line_search_fn="strong_wolfe")
    before, after = torch.from_numpy(text[:-1]), torch.from_numpy(text[1:])

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(logits[before], after)
        loss.backward()
        return loss

    optimizer.step(closure)
    assert recurrent.bigram_loss(text, text, 4) == pytest.approx(closure().item(), abs=1e-4)


def test_lines_of_the_grammar_are_true() -> None:
    text = recurrent.grammar_text(400, seed=11)
    assert text == recurrent.grammar_text(400, seed=11) != recurrent.grammar_text(400, seed=12)
    assert set(recurrent.grammar_text(2000, seed=0)) == set(recurrent.VOCABULARY)
    kinds = {"brackets": 0, "dates": 0, "sums": 0}
    for line in text.splitlines():
        if "+" in line:
            left, right = line.split("=")
            assert sum(map(int, left.split("+"))) == int(right)
            kinds["sums"] += 1
        elif "=" in line:
            day, month, numbers = line.replace("=", " ").split()
            assert numbers == f"{int(day):02}-{recurrent.MONTHS.index(month) + 1:02}"
            kinds["dates"] += 1
        else:
            left = line
            while left != (left := left.replace("()", "").replace("[]", "").replace("{}", "")):
                pass
            assert line
            assert not left
            kinds["brackets"] += 1
    assert min(kinds.values()) > 90


def test_rows_of_chunks_go_on() -> None:
    tokens = torch.arange(103)
    pieces = recurrent.chunks(tokens, 4, 7)
    assert [x.shape[1] for x, _ in pieces] == [7, 7, 7, 4]
    rows = torch.cat([x for x, _ in pieces], dim=1)
    torch.testing.assert_close(rows.flatten(), tokens[:100])
    for x, y in pieces:
        torch.testing.assert_close(y, x + 1)


def test_memory_of_a_step_does_not_grow() -> None:
    """After each chunk the state has no past, so no graph outlives its chunk."""
    torch.manual_seed(12)
    model = recurrent.CharModel("abcde", 8)
    optimizer = torch.optim.Adam(model.parameters())
    state = None
    for x, y in recurrent.chunks(torch.arange(200) % 5, 2, 9):
        _, state = recurrent.train_chunk(model, x, y, state, optimizer, 1.0)
        assert all(part.grad_fn is None and not part.requires_grad for part in state)


def test_temperature_near_zero_is_greedy() -> None:
    torch.manual_seed(13)
    model = recurrent.CharModel("abcde", 8)
    generator = torch.Generator().manual_seed(0)
    text = recurrent.sample(model, "ab", 20, 1e-4, generator)
    logits, _ = model(recurrent.encode("ab" + text, "abcde")[None])
    assert "".join("abcde"[place] for place in logits[0, 1:-1].argmax(1)) == text


def test_stored_curves_leave_the_bigram_behind() -> None:
    curves = json.loads((ROOT / "solutions/13_recurrent/curves.json").read_text(encoding="utf-8"))
    scores = [run["test_loss"] for run in curves["runs"]]
    assert len(scores) == 20
    assert max(scores) < 1.1
    for run in curves["runs"]:
        assert run["history"]["train_loss"][0] < math.log(40)
        assert len(run["history"]["valid_loss"]) == 10
