"""ResNet for small images: read CIFAR-10, augment, build the network, train it with a schedule."""

import io
import math
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

try:
    from numpy._core.multiarray import _reconstruct
except ImportError:  # NumPy 1
    from numpy.core.multiarray import _reconstruct

Batch = tuple[torch.Tensor, torch.Tensor]

RECORD = 1 + 3 * 32 * 32

# ---------------------------------------------------------------------------- data

ALLOWED = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("numpy.core.multiarray", "_reconstruct"): _reconstruct,
    ("numpy._core.multiarray", "_reconstruct"): _reconstruct,
}


class SafeUnpickler(pickle.Unpickler):
    """Knows three names, and refuses all others."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in ALLOWED:
            return ALLOWED[module, name]
        raise pickle.UnpicklingError(f"the file asks for {module}.{name}")


def read_cifar10(path: str | Path) -> tuple[np.ndarray, np.ndarray]:
    """Read one CIFAR-10 file, in either published layout."""
    raw = Path(path).read_bytes()
    if raw[:1] == b"\x80":
        try:
            content = SafeUnpickler(io.BytesIO(raw), encoding="bytes").load()
        except Exception as error:
            raise ValueError(f"{path} is no CIFAR-10 pickle: {error}") from error
        if not isinstance(content, dict) or b"data" not in content or b"labels" not in content:
            raise ValueError(f"{path}: the pickle needs the keys b'data' and b'labels'")
        pixels, labels = content[b"data"], content[b"labels"]
        if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8:
            raise ValueError(f"{path}: b'data' is no array of uint8")
        if not isinstance(labels, list) or not all(type(label) is int for label in labels):
            raise ValueError(f"{path}: b'labels' is no list of ints")
        if len(labels) == 0 or pixels.shape != (len(labels), 3072):
            raise ValueError(f"{path}: data {pixels.shape} for {len(labels)} labels")
        if min(labels) < 0 or max(labels) > 9:
            raise ValueError(f"{path}: a label is not in 0 to 9")
        labels = np.array(labels, dtype=np.int64)
    else:
        if len(raw) == 0 or len(raw) % RECORD != 0:
            raise ValueError(f"{path}: {len(raw)} bytes are no whole number of records")
        records = np.frombuffer(raw, dtype=np.uint8).reshape(-1, RECORD)
        labels = records[:, 0].astype(np.int64)
        if labels.max() > 9:
            raise ValueError(f"{path}: a label is above 9")
        pixels = records[:, 1:]
    images = pixels.reshape(-1, 3, 32, 32)
    return images.copy(), labels


def augment(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Flip and shift each image at random."""
    n, _, height, width = images.shape
    flips = torch.rand(n, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (n, 2), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(n):
        down, right = shifts[i].tolist()
        top, left = 4 - down, 4 - right
        picture = padded[i].flip(-1) if flips[i] else padded[i]
        result[i] = picture[:, top : top + height, left : left + width]
    return result


# ---------------------------------------------------------------------------- the network


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut around them."""

    def __init__(self, c_in: int, c_out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = nn.Sequential()
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False),
                nn.BatchNorm2d(c_out),
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out = out + self.shortcut(x)
        return F.relu(out)


class ResNet(nn.Module):
    """The residual network for small images, 6n + 2 layers deep."""

    def __init__(
        self, n: int, width: int = 16, num_classes: int = 10, in_channels: int = 3
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.layer1 = self._stage(width, width, n, stride=1)
        self.layer2 = self._stage(width, 2 * width, n, stride=2)
        self.layer3 = self._stage(2 * width, 4 * width, n, stride=2)
        self.fc = nn.Linear(4 * width, num_classes)

    def _stage(self, c_in: int, c_out: int, n: int, stride: int) -> nn.Sequential:
        blocks = [BasicBlock(c_in, c_out, stride)]
        blocks += [BasicBlock(c_out, c_out, 1) for _ in range(n - 1)]
        return nn.Sequential(*blocks)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        x = F.adaptive_avg_pool2d(x, 1)
        return self.fc(torch.flatten(x, 1))


# ---------------------------------------------------------------------------- training


def device_of(model: nn.Module) -> torch.device:
    tensor = next(model.parameters(), None)
    return torch.device("cpu") if tensor is None else tensor.device


def train_step(model: nn.Module, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """One step of training on one batch; returns the loss before the step."""
    model.train()
    device = device_of(model)
    x, y = batch
    x, y = x.to(device), y.to(device)
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def evaluate(model: nn.Module, loader: Iterable[Batch]) -> tuple[float, float]:
    """Mean cross-entropy and accuracy over all samples of a loader."""
    was_training = [(module, module.training) for module in model.modules()]
    device = device_of(model)
    model.eval()
    loss_sum = 0.0
    hits = 0
    samples = 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            logits = model(x)
            batch_loss = F.cross_entropy(logits, y)
            loss_sum += batch_loss.item() * len(y)
            predicted = logits.argmax(dim=1)
            hits += (predicted == y).sum().item()
            samples += len(y)
    for module, mode in was_training:
        module.training = mode
    return loss_sum / samples, hits / samples


def fit(
    model: nn.Module,
    train: Batch,
    valid: Batch,
    epochs: int,
    lr: float,
    seed: int = 0,
    device: str | torch.device = "cpu",
    weight_decay: float = 5e-4,
    augmenting: bool = False,
) -> dict[str, list[float]]:
    """Train for some epochs, and measure on the validation data after each."""
    model.to(device)
    generator = torch.Generator()
    generator.manual_seed(seed)
    train_loader = DataLoader(
        TensorDataset(*train), batch_size=64, shuffle=True, generator=generator
    )
    valid_loader = DataLoader(TensorDataset(*valid), batch_size=64, generator=generator)

    decayed, plain = [], []
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            if name == "weight" and isinstance(module, (nn.Conv2d, nn.Linear)):
                decayed.append(parameter)
            else:
                plain.append(parameter)
    groups = [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)

    history: dict[str, list[float]] = {
        "train_loss": [],
        "valid_loss": [],
        "valid_accuracy": [],
        "lr": [],
    }
    for epoch in range(epochs):
        rate = lr * (1 + math.cos(math.pi * epoch / epochs)) / 2
        for group in optimizer.param_groups:
            group["lr"] = rate
        running, seen = 0.0, 0
        for x, y in train_loader:
            if augmenting:
                x = augment(x, generator)
            running += train_step(model, (x, y), optimizer) * len(y)
            seen += len(y)
        valid_loss, valid_accuracy = evaluate(model, valid_loader)
        history["train_loss"].append(running / seen)
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
        history["lr"].append(rate)
    return history
