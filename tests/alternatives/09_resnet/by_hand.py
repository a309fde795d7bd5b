"""Decay, momentum and schedule by hand; gradients set by autograd.grad; the pickle read by its opcodes."""

import math
import pickle
import pickletools

import numpy as np
import torch


def read_cifar10(path):
    with open(path, "rb") as file:
        content = file.read()
    if content.startswith(b"\x80"):
        images, labels = _from_opcodes(content)
    else:
        if len(content) == 0 or len(content) % 3073 != 0:
            raise ValueError("the size of the file is no multiple of 3073")
        records = np.frombuffer(content, dtype=np.uint8).reshape(len(content) // 3073, 3073)
        labels = records[:, 0].astype(np.int64)
        images = np.stack([record[1:].reshape(3, 32, 32) for record in records])
    if ((labels < 0) | (labels > 9)).any():
        raise ValueError("a label is not from 0 to 9")
    return images, labels


ALLOWED = {
    "numpy.core.multiarray _reconstruct",
    "numpy._core.multiarray _reconstruct",
    "numpy ndarray",
    "numpy dtype",
}


def _from_opcodes(content):
    try:
        for opcode, argument, _ in pickletools.genops(content):
            if opcode.name in ("INST", "OBJ", "STACK_GLOBAL", "EXT1", "EXT2", "EXT4", "PERSID"):
                raise ValueError(f"opcode {opcode.name} is not admitted")
            if opcode.name == "GLOBAL" and argument not in ALLOWED:
                raise ValueError(f"{argument} is not admitted")
        loaded = pickle.loads(content.replace(b"numpy.core.", b"numpy._core."), encoding="bytes")
        images, labels = loaded[b"data"], np.array(loaded[b"labels"], dtype=np.int64)
        if images.dtype != np.uint8 or images.shape != (len(labels), 3072):
            raise ValueError("the images have another shape or type")
        return images.reshape(-1, 3, 32, 32).copy(), labels
    except Exception as error:
        raise ValueError(f"not a CIFAR-10 pickle: {error}") from error


def train_step(model, batch, optimizer):
    model.train()
    x, y = batch
    scores = torch.log_softmax(model(x), dim=-1)
    loss = -scores[range(len(y)), y].sum() / len(y)
    parameters = list(model.parameters())
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        parameter.grad = gradient
    optimizer.step()
    return float(loss.detach())


def fit(model, train, valid, epochs, lr, seed=0, device="cpu", weight_decay=5e-4, augmenting=False):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    kinds = (torch.nn.Conv2d, torch.nn.Linear)
    decayed = {id(m.weight) for m in model.modules() if isinstance(m, kinds)}
    parameters = list(model.parameters())
    speeds = [0.0 for _ in parameters]
    losses, measured, rates = [], [], []
    for epoch in range(epochs):
        rate = lr * math.cos(math.pi * epoch / (2 * epochs)) ** 2
        order = torch.randperm(len(train[1]), generator=generator)
        model.train()
        seen = torch.zeros((), dtype=torch.float64)
        for ids in torch.split(order, 64):
            x, y = train[0][ids], train[1][ids]
            if augmenting:
                x = augment(x, generator)
            loss = torch.nn.functional.cross_entropy(model(x), y)
            gradients = torch.autograd.grad(loss, parameters)
            seen += loss.detach().double() * len(ids)
            with torch.no_grad():
                for i, (parameter, gradient) in enumerate(zip(parameters, gradients, strict=True)):
                    if id(parameter) in decayed:
                        gradient = gradient + weight_decay * parameter
                    speeds[i] = 0.9 * speeds[i] + gradient
                    parameter -= rate * speeds[i]
        losses.append(seen.item() / len(order))
        measured.append(evaluate(model, iter([valid])))
        rates.append(rate)
    return {
        "train_loss": losses,
        "valid_loss": [pair[0] for pair in measured],
        "valid_accuracy": [pair[1] for pair in measured],
        "lr": rates,
    }
