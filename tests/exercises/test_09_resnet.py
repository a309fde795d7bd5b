"""The reference of 09_resnet against oracles that share no code with it."""

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tests import ROOT
from tests.exercises.loading import load

resnet = load("09_resnet")


def test_binary_records_against_a_loop(tmp_path: Path) -> None:
    content = np.random.default_rng(0).integers(0, 10, 3073 * 3, np.uint8).tobytes()
    path = tmp_path / "data_batch_1.bin"
    path.write_bytes(content)
    images, labels = resnet.read_cifar10(path)
    for n in range(3):
        assert labels[n] == content[n * 3073]
        for c, row, column in ((0, 0, 0), (1, 2, 31), (2, 31, 5)):
            assert images[n, c, row, column] == content[n * 3073 + 1 + c * 1024 + row * 32 + column]


class Bomb:
    """A pickle of this makes a folder when a naive reader loads it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.mkdir, (self.path,)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_malicious_pickle_executes_nothing(tmp_path: Path, protocol: int) -> None:
    path, crater = tmp_path / "data_batch_1", tmp_path / "crater"
    path.write_bytes(pickle.dumps({b"data": Bomb(crater), b"labels": [1]}, protocol=protocol))
    with pytest.raises(ValueError, match="no CIFAR-10 file needs"):
        resnet.read_cifar10(path)
    assert not crater.exists()


def test_a_missing_file_is_not_a_wrong_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        resnet.read_cifar10(tmp_path / "nowhere")


def plain_resnet(
    state: dict[str, torch.Tensor], x: torch.Tensor, n: int, train: bool
) -> torch.Tensor:
    """The network written with functions on a state dict."""

    def norm(x: torch.Tensor, name: str) -> torch.Tensor:
        mean, var = state[f"{name}.running_mean"].clone(), state[f"{name}.running_var"].clone()
        return functional.batch_norm(
            x, mean, var, state[f"{name}.weight"], state[f"{name}.bias"], training=train
        )

    x = functional.relu(norm(functional.conv2d(x, state["conv1.weight"], padding=1), "bn1"))
    for stage in (1, 2, 3):
        for i in range(n):
            name, stride = f"layer{stage}.{i}", 2 if stage > 1 and i == 0 else 1
            skip = x
            if f"{name}.shortcut.0.weight" in state:
                skip = functional.conv2d(x, state[f"{name}.shortcut.0.weight"], stride=stride)
                skip = norm(skip, f"{name}.shortcut.1")
            y = functional.conv2d(x, state[f"{name}.conv1.weight"], padding=1, stride=stride)
            y = functional.relu(norm(y, f"{name}.bn1"))
            y = norm(functional.conv2d(y, state[f"{name}.conv2.weight"], padding=1), f"{name}.bn2")
            x = functional.relu(y + skip)
    return functional.linear(x.mean((2, 3)), state["fc.weight"], state["fc.bias"])


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("n", [1, 2])
def test_network_against_functions(n: int, train: bool) -> None:
    torch.manual_seed(n)
    net = resnet.ResNet(n, width=3, num_classes=4, in_channels=2).double()
    for name, buffer in net.named_buffers():
        if buffer.is_floating_point():
            buffer.uniform_(0.5, 1.5) if "var" in name else buffer.uniform_(-0.5, 0.5)
    state = {name: value.clone() for name, value in net.state_dict().items()}
    x = torch.randn(4, 2, 12, 16, dtype=torch.float64)
    a, b = x.clone().requires_grad_(), x.clone().requires_grad_()
    ours, theirs = net.train(train)(a), plain_resnet(state, b, n, train)
    torch.testing.assert_close(ours, theirs)
    cotangent = torch.randn_like(ours)
    ours.backward(cotangent)
    theirs.backward(cotangent)
    torch.testing.assert_close(a.grad, b.grad)


def test_counts() -> None:
    assert sum(p.numel() for p in resnet.ResNet(3).parameters()) == 272474
    convolutions = [m for m in resnet.ResNet(3).modules() if isinstance(m, nn.Conv2d)]
    assert sum(m.kernel_size == (3, 3) for m in convolutions) + 1 == 6 * 3 + 2


def test_augment_against_numpy() -> None:
    images = torch.rand(60, 2, 9, 7)
    augmented = resnet.augment(images, torch.Generator().manual_seed(0)).numpy()
    for image, result in zip(images.numpy(), augmented, strict=True):
        padded = np.pad(image, ((0, 0), (8, 8), (8, 8)))
        options = [
            np.roll(source, (down, right), (1, 2))[:, 8:-8, 8:-8]
            for source in (padded, padded[:, :, ::-1])
            for down in range(-4, 5)
            for right in range(-4, 5)
        ]
        assert sum(np.array_equal(option, result) for option in options) == 1


@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_fit_against_torch_scheduler_and_groups(weight_decay: float) -> None:
    """One full batch an epoch, so that the order does not matter."""
    torch.manual_seed(3)
    net = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 10))
    net = net.double()
    twin = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 10))
    twin = twin.double()
    twin.load_state_dict(net.state_dict())
    x, y = torch.rand(40, 1, 4, 4, dtype=torch.float64), torch.arange(40) % 10
    history = resnet.fit(net, (x, y), (x, y), 5, 0.2, weight_decay=weight_decay)
    weights = [twin[0].weight, twin[3].weight]
    others = [twin[0].bias, twin[3].bias, *twin[1].parameters()]
    optimizer = torch.optim.SGD(
        [{"params": weights, "weight_decay": weight_decay}, {"params": others}], 0.2, 0.9
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 5)
    for epoch in range(5):
        assert history["lr"][epoch] == pytest.approx(schedule.get_last_lr()[0])
        optimizer.zero_grad()
        loss = functional.cross_entropy(twin(x), y)
        loss.backward()
        optimizer.step()
        schedule.step()
        assert history["train_loss"][epoch] == pytest.approx(loss.item())
    for ours, theirs in zip(net.state_dict().values(), twin.state_dict().values(), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_stored_curves_are_those_of_twenty_good_runs() -> None:
    path = ROOT / "solutions" / "09_resnet" / "curves.json"
    runs = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert len(runs) == 20
    scores = [run["test_accuracy"] for run in runs]
    assert min(max(scores[i], scores[(i + 1) % 20]) for i in range(20)) >= 0.97
