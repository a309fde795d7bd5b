"""The reference of 08_lenet against oracles that share no code with it."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests.exercises.loading import load

lenet = load("08_lenet")


def test_read_idx_against_numpy_fromfile(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3), np.uint8)
    plain, packed = tmp_path / "images", tmp_path / "images.gz"
    with plain.open("wb") as file:
        np.array([2051, 4, 5, 3], ">u4").tofile(file)
        pixels.tofile(file)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    np.testing.assert_array_equal(lenet.read_idx(plain), pixels)
    np.testing.assert_array_equal(lenet.read_idx(str(packed)), pixels)
    assert lenet.read_idx(plain).dtype == np.uint8


def test_read_idx_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "labels"
    path.write_bytes(struct.pack(">2I", 2049, 5) + b"abcd")
    with pytest.raises(ValueError, match="5 bytes of data promised, 4 found"):
        lenet.read_idx(path)
    path.write_bytes(struct.pack(">2I", 2050, 5))
    with pytest.raises(ValueError, match="magic number 2050"):
        lenet.read_idx(path)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("pool", ["avg", "max"])
def test_network_against_nn_sequential(activation: str, pool: str) -> None:
    act = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}[activation]
    shrink = {"avg": nn.AvgPool2d, "max": nn.MaxPool2d}[pool]
    parts = [
        *(nn.Conv2d(1, 6, 5), act(), shrink(2), nn.Conv2d(6, 16, 5), act(), shrink(2)),
        *(nn.Flatten(), nn.Linear(400, 120), act(), nn.Linear(120, 84), act(), nn.Linear(84, 10)),
    ]
    plain = nn.Sequential(*parts).double()
    net = lenet.LeNet5(activation=activation, pool=pool).double()
    net.load_state_dict(dict(zip(net.state_dict(), plain.state_dict().values(), strict=True)))
    x = torch.rand(3, 1, 32, 32, dtype=torch.float64)
    a, b = x.clone().requires_grad_(), x.clone().requires_grad_()
    cotangent = torch.randn(3, 10, dtype=torch.float64)
    net(a).backward(cotangent)
    plain(b).backward(cotangent)
    torch.testing.assert_close(net(x), plain(x))
    torch.testing.assert_close(a.grad, b.grad)


def test_counts_of_the_paper_and_of_today() -> None:
    counts = [sum(p.numel() for p in part.parameters()) for part in lenet.LeNet5().children()]
    assert [count for count in counts if count] == [156, 2416, 48120, 10164, 850]
    assert sum(counts) == 61706


def test_train_step_against_a_derivative_by_hand() -> None:
    """For a linear softmax model the gradient is (p - y) x^T / N."""
    torch.manual_seed(0)
    net = nn.Linear(4, 3, bias=False).double()
    x, y = torch.rand(5, 4, dtype=torch.float64), torch.tensor([0, 2, 1, 1, 0])
    weight = net.weight.detach().clone()
    p = torch.softmax(x @ weight.T, 1)
    gradient = (p - functional.one_hot(y, 3)).T @ x / 5
    loss = lenet.train_step(net, (x, y), torch.optim.SGD(net.parameters(), lr=0.3))
    torch.testing.assert_close(net.weight.detach(), weight - 0.3 * gradient)
    assert loss == pytest.approx(float(-p[range(5), y].log().mean()))


def test_evaluate_against_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Dropout(0.5)).double()
    x, y = torch.randn(11, 4, dtype=torch.float64), torch.arange(11) % 3
    loss, accuracy = lenet.evaluate(net, zip(x.split(4), y.split(4), strict=True))
    p = torch.softmax(net.eval()(x), 1).detach().numpy()
    assert loss == pytest.approx(metrics.log_loss(y.numpy(), p))
    assert accuracy == pytest.approx(metrics.accuracy_score(y.numpy(), p.argmax(1)))


def test_fit_learns_what_a_linear_model_can() -> None:
    torch.manual_seed(2)
    x = torch.randn(200, 6)
    y = (x[:, 0] > 0).long()
    net = nn.Linear(6, 2)
    history = lenet.fit(net, (x[:150], y[:150]), (x[150:], y[150:]), epochs=8, lr=0.3)
    assert history["valid_accuracy"][-1] > 0.9
    assert history["train_loss"] == sorted(history["train_loss"], reverse=True)
    assert net.training


def test_stored_curves_are_those_of_twenty_good_runs() -> None:
    import json

    from tests import ROOT

    curves = json.loads((ROOT / "solutions/08_lenet/curves.json").read_text(encoding="utf-8"))
    for activation, wanted in (("tanh", 0.95), ("relu", 0.94)):
        runs = [run for run in curves["runs"] if run["activation"] == activation]
        assert len(runs) == 20
        scores = [run["test_accuracy"] for run in runs]
        pairs = [max(scores[i], scores[(i + 1) % 20]) for i in range(20)]
        assert min(pairs) >= wanted
