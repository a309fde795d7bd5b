"""Transfer learning: a new head, frozen layers, cached features; and checkpoints that lose nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MethodType

import torch
from torch import nn
from torch.nn import functional as F

Batch = tuple[torch.Tensor, torch.Tensor]


# ---------------------------------------------------------------------------- a trained network, changed


def replace_head(model: nn.Module, num_classes: int) -> nn.Module:
    """A new linear layer in the place of the model's last one."""
    last = None
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            last, old = name, module
    parent_name, _, attribute = last.rpartition(".")
    parent = model.get_submodule(parent_name)
    head = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    setattr(parent, attribute, head)
    return model


def _stay_in_eval(module: nn.Module, mode: bool = True) -> nn.Module:
    return module


def freeze(model: nn.Module, until: str) -> nn.Module:
    """Freeze the children from the first up to and including `until`."""
    names = [name for name, _ in model.named_children()]
    if until not in names:
        raise ValueError(f"there is no child {until!r}; the children are {', '.join(names)}")
    for name, child in model.named_children():
        for parameter in child.parameters():
            parameter.requires_grad_(False)
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay_in_eval, module)
        if name == until:
            break
    return model


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Eval mode inside, the old modes of all submodules outside."""
    modes = [(module, module.training) for module in model.modules()]
    for module, _ in modes:
        module.training = False
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def device_of(model: nn.Module) -> torch.device:
    for parameter in model.parameters():
        return parameter.device
    return torch.device("cpu")


def cache_features(
    backbone: nn.Module, loader: Iterable[Batch]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Outputs and labels of all batches, on the CPU."""
    device = device_of(backbone)
    features, labels = [], []
    with evaluating(backbone), torch.no_grad():
        for x, y in loader:
            features.append(backbone(x.to(device)).cpu())
            labels.append(y.cpu())
    return torch.cat(features), torch.cat(labels)


def fine_tune(
    model: nn.Module,
    train: Batch,
    valid: Batch,
    epochs: int,
    lr: float,
    seed: int = 0,
    device: str | torch.device = "cpu",
) -> dict[str, list[float]]:
    """Train what is not frozen."""
    model.to(device)
    x_train, y_train = (tensor.to(device) for tensor in train)
    x_valid, y_valid = (tensor.to(device) for tensor in valid)
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trainable, lr=lr, momentum=0.9)
    shuffler = torch.Generator().manual_seed(seed)
    train_losses, valid_losses, valid_accuracies = [], [], []
    for _ in range(epochs):
        model.train()
        loss_sum = 0.0
        permutation = torch.randperm(len(y_train), generator=shuffler).to(device)
        for rows in permutation.split(32):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(rows)
        train_losses.append(loss_sum / len(y_train))

        valid_loss, right = 0.0, 0
        with evaluating(model), torch.no_grad():
            for start in range(0, len(y_valid), 128):
                y = y_valid[start : start + 128]
                logits = model(x_valid[start : start + 128])
                valid_loss += F.cross_entropy(logits, y, reduction="sum").item()
                right += int((logits.argmax(1) == y).sum())
        valid_losses.append(valid_loss / len(y_valid))
        valid_accuracies.append(right / len(y_valid))
    return {
        "train_loss": train_losses,
        "valid_loss": valid_losses,
        "valid_accuracy": valid_accuracies,
    }


# ---------------------------------------------------------------------------- to disk and back


def save_checkpoint(
    path: str | Path, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int
) -> None:
    """Everything that a run needs to go on."""
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "cpu_rng": torch.get_rng_state(),
        "cuda_rng": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    torch.save(checkpoint, path)


def load_checkpoint(path: str | Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Back to where `save_checkpoint` was."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["cpu_rng"])
    if torch.cuda.is_available() and len(checkpoint["cuda_rng"]) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(checkpoint["cuda_rng"])
    return checkpoint["epoch"]


def export_weights_text(model: nn.Module, path: str | Path) -> None:
    """All tensors of the state dict as text."""
    lines = []
    for name, tensor in model.state_dict().items():
        header = [name] + [str(size) for size in tensor.shape]
        values = [repr(value) for value in tensor.cpu().flatten().tolist()]
        lines.append(" ".join(header))
        lines.append(" ".join(values))
    Path(path).write_text("\n".join(lines) + "\n")
