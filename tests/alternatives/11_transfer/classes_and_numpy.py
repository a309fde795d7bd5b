"""Frozen parts get a class that does not hear train(); reshaped heads; a DataLoader; NumPy's shortest digits."""

import itertools

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812
from torch.utils.data import DataLoader, TensorDataset


def replace_head(model, num_classes):
    *_, (name, old) = ((n, m) for n, m in model.named_modules() if type(m) is nn.Linear)
    new = nn.Linear(old.in_features, num_classes, bias=old.bias is not None).to(
        old.weight.device, old.weight.dtype
    )
    *parents, last = name.split(".")
    owner = model
    for part in parents:
        owner = getattr(owner, part)
    setattr(owner, last, new)
    return model


def freeze(model, until):
    children = list(model.named_children())
    if until not in dict(children):
        raise ValueError(f"{until} is none of {[name for name, _ in children]}")
    end = [name for name, _ in children].index(until) + 1
    for _, child in children[:end]:
        for module in child.modules():
            kind = type(module)
            module.training = False
            module.__class__ = type(kind.__name__, (kind,), {"train": lambda self, mode=True: self})
        for parameter in child.parameters():
            parameter.requires_grad_(False)
    return model


@torch.no_grad()
def cache_features(backbone, loader):
    with _eval_mode(backbone):
        pairs = [(backbone(x.to(_device_of(backbone))), y) for x, y in loader]
    features, labels = zip(*pairs, strict=True)
    return torch.cat(features).cpu(), torch.cat(labels).cpu()


def fine_tune(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model = model.to(device)
    loader = DataLoader(
        TensorDataset(*train), 32, shuffle=True, generator=torch.Generator().manual_seed(seed)
    )
    optimizer = torch.optim.SGD(
        filter(lambda parameter: parameter.requires_grad, model.parameters()), lr, momentum=0.9
    )
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in itertools.repeat(None, epochs):
        model.train()
        total = torch.zeros((), dtype=torch.float64)
        for x, y in loader:
            model.zero_grad(set_to_none=True)
            loss = F.cross_entropy(model(x.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
            total += loss.detach().cpu() * len(y)
        features, labels = cache_features(model, [valid])
        history["train_loss"].append(total.item() / len(train[1]))
        history["valid_loss"].append(F.cross_entropy(features, labels).item())
        history["valid_accuracy"].append((features.argmax(1) == labels).double().mean().item())
    return history


def export_weights_text(model, path):
    with open(path, "w") as file:
        for name, value in model.state_dict().items():
            array = value.detach().cpu().numpy()
            file.write(" ".join((name, *map(str, array.shape))) + "\n")
            form = str if array.dtype.kind in "iu" else np.format_float_scientific
            file.write(" ".join(form(x) for x in array.reshape(-1)) + "\n")
