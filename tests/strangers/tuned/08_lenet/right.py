"""LeNet-5 and the training loop: read images, build the network, train it, measure it."""

import gzip
import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

Batch = tuple[torch.Tensor, torch.Tensor]


# ---------------------------------------------------------------------------- data


def read_idx(path: str | Path) -> np.ndarray:
    """Read an IDX file of bytes, the format of MNIST and Fashion-MNIST."""
    path = Path(path)
    raw = path.read_bytes()
    if path.name.endswith(".gz"):
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError, zlib.error) as error:
            raise ValueError(f"{path}: the compressed file is damaged: {error}") from error
    if len(raw) < 4:
        raise ValueError(f"{path}: {len(raw)} bytes are too few for a header")
    (magic,) = struct.unpack(">I", raw[:4])
    if magic == 2051:
        axes = 3
    elif magic == 2049:
        axes = 1
    else:
        raise ValueError(f"{path}: magic number {magic}, expected 2051 or 2049")
    start = 4 + 4 * axes
    if len(raw) < start:
        raise ValueError(f"{path}: the header is cut off")
    sizes = struct.unpack(f">{axes}I", raw[4:start])
    count = math.prod(sizes)
    if len(raw) - start < count:
        raise ValueError(f"{path}: {count} bytes promised, {len(raw) - start} found")
    values = np.frombuffer(raw, dtype=np.uint8, count=count, offset=start)
    return values.reshape(sizes).copy()


# ---------------------------------------------------------------------------- the network


class LeNet5(nn.Module):
    """LeNet-5 for images `(N, 1, 32, 32)`; returns logits."""

    def __init__(self, num_classes: int = 10, activation: str = "tanh", pool: str = "avg") -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, num_classes)
        activations = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}
        self.activate = activations[activation]
        self.pool = nn.AvgPool2d(2) if pool == "avg" else nn.MaxPool2d(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.pool(self.activate(self.conv1(x)))
        x = self.pool(self.activate(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = self.activate(self.fc1(x))
        x = self.activate(self.fc2(x))
        return self.fc3(x)


# ---------------------------------------------------------------------------- training


def _device(model: nn.Module) -> torch.device:
    for tensor in model.state_dict().values():
        return tensor.device
    return torch.device("cpu")


@contextmanager
def _eval_mode(model: nn.Module) -> Iterator[None]:
    """Eval mode without gradients; afterwards every submodule has its own mode again."""
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module, mode in modes.items():
            module.training = mode


def train_step(model: nn.Module, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """One step of training; returns the loss before it."""
    device = _device(model)
    images, labels = batch[0].to(device), batch[1].to(device)
    model.train()
    optimizer.zero_grad()
    logits = model(images)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def evaluate(model: nn.Module, loader: Iterable[Batch]) -> tuple[float, float]:
    """Mean cross-entropy and accuracy over all samples."""
    device = _device(model)
    total_loss, correct, count = 0.0, 0, 0
    with _eval_mode(model):
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            total_loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total_loss / count, correct / count


def fit(
    model: nn.Module,
    train: Batch,
    valid: Batch,
    epochs: int,
    lr: float,
    seed: int = 0,
    device: str | torch.device = "cpu",
) -> dict[str, list[float]]:
    """Train for some epochs, and measure on the validation data after each."""
    model.to(device)
    images, labels = train
    valid_images, valid_labels = valid
    torch.manual_seed(seed)  # for dropout
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    size = 32
    for _ in range(epochs):
        order = torch.randperm(len(images), generator=generator)
        total = 0.0
        for start in range(0, len(images), size):
            chosen = order[start : start + size]
            batch = images[chosen], labels[chosen]
            total += train_step(model, batch, optimizer) * len(chosen)
        history["train_loss"].append(total / len(images))
        batches = zip(valid_images.split(256), valid_labels.split(256), strict=True)
        loss, accuracy = evaluate(model, batches)
        history["valid_loss"].append(loss)
        history["valid_accuracy"].append(accuracy)
    return history


def predict(model: nn.Module, image: torch.Tensor) -> tuple[int, torch.Tensor]:
    """The class of one image, and the probability of every class."""
    with _eval_mode(model):
        logits = model(image.unsqueeze(0).to(_device(model)))
        probabilities = F.softmax(logits, dim=1)[0]
    return int(probabilities.argmax()), probabilities
