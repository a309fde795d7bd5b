"""No zero_grad, no loss.backward(), functional layers, and a closure for the optimizer."""

import gzip
from pathlib import Path

import numpy as np
import torch
from torch import nn


def read_idx(path):
    path = Path(path)
    opened = gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")
    with opened as file:
        try:
            content = bytearray(file.read())
        except Exception as error:
            raise ValueError(f"cannot decompress: {error}") from error
    numbers = np.frombuffer(bytes(content[: len(content) // 4 * 4]), dtype=">u4")[:4]
    if len(numbers) < 1 or numbers[0] not in (0x801, 0x803):
        raise ValueError("not an IDX file of bytes with one or three axes")
    axes = int(numbers[0]) & 0xFF
    if len(numbers) < axes + 1:
        raise ValueError("the header is cut")
    shape = [int(size) for size in numbers[1 : axes + 1]]
    end = 4 + 4 * axes
    for size in reversed(shape):
        del size
    total = 1
    for size in shape:
        total *= size
    if end + total > len(content):
        raise ValueError("the data are cut")
    return np.array(content[end : end + total], dtype=np.uint8).reshape(shape)


class LeNet5(nn.Module):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2 = nn.Linear(400, 120), nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, num_classes)
        self.activation, self.pool = activation, pool

    def forward(self, x):
        act = getattr(torch, self.activation)
        for layer in (self.conv1, self.conv2):
            x = act(layer(x))
            n, c, h, w = x.shape
            x = x.reshape(n, c, h // 2, 2, w // 2, 2)
            x = x.mean((3, 5)) if self.pool == "avg" else x.amax((3, 5))
        x = x.reshape(len(x), -1)
        for layer in (self.fc1, self.fc2):
            x = act(layer(x))
        return self.fc3(x)


def train_step(model, batch, optimizer):
    images, labels = batch
    seen = []

    def closure():
        for parameter in model.parameters():
            parameter.grad = None
        logits = model(images)
        chosen = logits.gather(1, labels[:, None])[:, 0]
        loss = (logits.logsumexp(1) - chosen).mean()
        torch.autograd.backward(loss)
        seen.append(float(loss.detach()))
        return loss

    model.train(True)
    optimizer.step(closure)
    return seen[0]


def evaluate(model, loader):
    modes = {module: module.training for module in model.modules()}
    for module in modes:
        module.training = False
    losses, hits = [], []
    with torch.inference_mode():
        for images, labels in loader:
            log_p = torch.log_softmax(model(images), 1)
            losses.extend((-log_p[torch.arange(len(labels)), labels]).tolist())
            hits.extend((log_p.max(1).indices == labels).tolist())
    for module, mode in modes.items():
        module.training = mode
    return float(np.mean(losses)), float(np.mean(hits))
