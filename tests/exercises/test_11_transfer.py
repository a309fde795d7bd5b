"""The reference of 11_transfer against oracles that share no code with it."""

import copy
import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests.exercises.loading import load

transfer = load("11_transfer")


def small() -> nn.Sequential:
    return nn.Sequential(
        *(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Dropout(0.5), nn.Flatten()),
        *(nn.Linear(48, 6), nn.ReLU(), nn.Linear(6, 4)),
    )


def data(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.rand(count, 1, 6, 6), torch.arange(count) % 4


def test_a_new_head_leaves_the_features_alone() -> None:
    net = small().eval()
    x, _ = data(3)
    before = net[:7](x)
    assert transfer.replace_head(net, 9)(x).shape == (3, 9)
    torch.testing.assert_close(net[:7](x), before)


def test_training_a_frozen_network_is_training_a_head_on_cached_features() -> None:
    torch.manual_seed(0)
    net = transfer.freeze(small(), "6")
    head = copy.deepcopy(net[7])
    train, valid = data(70), data(9)
    backbone = net[:7]
    cached = [transfer.cache_features(backbone, [part]) for part in (train, valid)]
    one = transfer.fine_tune(net, train, valid, epochs=4, lr=0.1)
    other = transfer.fine_tune(head, *cached, epochs=4, lr=0.1)
    torch.testing.assert_close(net[7].weight, head.weight)
    assert one["valid_loss"] == pytest.approx(other["valid_loss"])


def test_without_frozen_layers_fine_tune_is_the_fit_of_lenet() -> None:
    fit = load("08_lenet").fit
    torch.manual_seed(1)
    one = nn.Sequential(nn.Flatten(), nn.Linear(36, 8), nn.BatchNorm1d(8), nn.Linear(8, 4))
    other = copy.deepcopy(one)
    train, valid = data(70), data(9)
    histories = [
        f(net, train, valid, 3, 0.1) for f, net in ((fit, one), (transfer.fine_tune, other))
    ]
    assert histories[0]["train_loss"] == pytest.approx(histories[1]["train_loss"])
    for first, second in zip(one.state_dict().values(), other.state_dict().values(), strict=True):
        torch.testing.assert_close(first, second)


def test_a_frozen_model_can_be_copied_and_saved(tmp_path: Path) -> None:
    net = transfer.freeze(small(), "3")
    twin = copy.deepcopy(net).train()
    assert [child.training for child in twin] == [False] * 4 + [True] * 4
    twin(data(5)[0])
    assert twin[1].num_batches_tracked == 0
    torch.save(net.state_dict(), tmp_path / "net.pt")


def test_a_resumed_run_is_the_uninterrupted_one(tmp_path: Path) -> None:
    x, y = data(20)

    def steps(net: nn.Module, optimizer: torch.optim.Optimizer, count: int) -> None:
        for _ in range(count):
            chosen = torch.randperm(20)[:8]
            optimizer.zero_grad()
            functional.cross_entropy(net(x[chosen]), y[chosen]).backward()
            optimizer.step()

    torch.manual_seed(2)
    net = small()
    start = copy.deepcopy(net)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    steps(net, optimizer, 3)
    transfer.save_checkpoint(tmp_path / "run.pt", net, optimizer, 3)
    steps(net, optimizer, 4)
    resumed = torch.optim.Adam(start.parameters(), lr=1.0)
    torch.manual_seed(77)
    assert transfer.load_checkpoint(tmp_path / "run.pt", start, resumed) == 3
    steps(start, resumed, 4)
    for first, second in zip(net.state_dict().values(), start.state_dict().values(), strict=True):
        assert torch.equal(first, second)


class Intruder:
    def __init__(self, place: str) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.place,)


def test_a_hidden_call_is_refused(tmp_path: Path) -> None:
    net = small()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    transfer.save_checkpoint(tmp_path / "run.pt", net, optimizer, 0)
    content = torch.load(tmp_path / "run.pt", weights_only=True)
    torch.save({**content, "note": Intruder(str(tmp_path / "executed"))}, tmp_path / "bad.pt")
    with pytest.raises(pickle.UnpicklingError):
        transfer.load_checkpoint(tmp_path / "bad.pt", net, optimizer)
    assert not (tmp_path / "executed").exists()
    torch.load(tmp_path / "bad.pt", weights_only=False)  # the trap is a real one
    assert (tmp_path / "executed").exists()


def test_text_against_numpy_loadtxt(tmp_path: Path) -> None:
    net = small()
    transfer.export_weights_text(net, tmp_path / "net.txt")
    lines = (tmp_path / "net.txt").read_text().splitlines()
    for (name, value), head, body in zip(
        net.state_dict().items(), lines[::2], lines[1::2], strict=True
    ):
        assert head.split() == [name, *map(str, value.shape)]
        read = np.loadtxt([body], dtype=value.numpy().dtype, ndmin=1)
        np.testing.assert_array_equal(read.reshape(value.shape), value.numpy())
