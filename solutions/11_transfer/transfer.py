"""Transfer learning: a new head, frozen layers, cached features; and checkpoints that lose nothing.

Conventions
-----------
- Images are NCHW float tensors; labels are int64, `(N,)`. A network returns logits.
- Numbers that a function returns are plain Python numbers.
- A batch is a pair `(images, labels)`. A loader is any iterable of batches.
- `replace_head`, `freeze`, `fine_tune` and `load_checkpoint` change the model they are given.
  `cache_features`, `save_checkpoint` and `export_weights_text` leave weights, buffers and the
  train/eval mode of EVERY submodule as they found them.
- Batches are moved to the device that the model is on.
- Paths are a str or a `pathlib.Path`.
- Inputs are valid unless a docstring says otherwise.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MethodType

import torch
from torch import nn
from torch.nn import functional as F

Batch = tuple[torch.Tensor, torch.Tensor]

### BEGIN SOLUTION


@contextmanager
def _eval_mode(model: nn.Module) -> Iterator[None]:
    """Put the model in eval mode, and give every submodule its own mode back afterwards."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def _device_of(model: nn.Module) -> torch.device:
    """The device of the model's weights; the CPU for a model without any."""
    weight = next(model.parameters(), None)
    return torch.device("cpu") if weight is None else weight.device


def _stay(module: nn.Module, mode: bool = True) -> nn.Module:
    """Stands in for the `train` method of a frozen module: it hears the order and stays in eval mode."""
    return module


### END SOLUTION

# ---------------------------------------------------------------------------- a trained network, changed


def replace_head(model: nn.Module, num_classes: int) -> nn.Module:
    """Put a new linear layer with `num_classes` outputs in the place of the model's LAST `nn.Linear`.

    The last one is the last in the order of `model.modules()`; it may lie at any depth, but is not the model itself.
    The new layer has the same number of inputs, a bias if the old one had one, the same dtype and
    device. It starts as PyTorch starts a new layer, and it is trainable, even if the old one was frozen.
    Everything else stays the very same object.

    Returns: the model itself, changed.

    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(8, 6), nn.ReLU(), nn.Sequential(nn.Linear(6, 10)))
    >>> replace_head(net, 3) is net
    True
    >>> net[3]
    Sequential(
      (0): Linear(in_features=6, out_features=3, bias=True)
    )
    >>> net[1].out_features
    6
    """
    ### BEGIN SOLUTION
    name, old = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Linear)][-1]
    new = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    parent, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(parent), attribute, new)
    return model
    ### END SOLUTION


def freeze(model: nn.Module, until: str) -> nn.Module:
    """Freeze the model's children, from the first up to AND INCLUDING the one named `until`.

    Children are those of `model.named_children()`, in that order. Their parameters no longer ask for gradients.
    A frozen child acts as in eval mode from now on, even when the caller says `model.train()` later: its
    batch norms use their running statistics and leave them alone (`num_batches_tracked` too), its
    dropout does nothing. The other children are not touched: what was frozen before stays frozen.

    Returns: the model itself, changed.
    Raises: ValueError that names the children, if none is called `until`; the model is then as it was.

    >>> net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(144, 5))
    >>> net = freeze(net, "1").train()
    >>> [name for name, p in net.named_parameters() if p.requires_grad]
    ['3.weight', '3.bias']
    >>> _ = net(torch.rand(6, 1, 8, 8) + 7)
    >>> net[1].running_mean, net[1].num_batches_tracked
    (tensor([0., 0., 0., 0.]), tensor(0))
    """
    ### BEGIN SOLUTION
    children = dict(model.named_children())
    if until not in children:
        raise ValueError(f"no child is called {until!r}; there are {', '.join(children)}")
    for name, child in children.items():
        child.requires_grad_(False)
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay, module)
        if name == until:
            break
    return model
    ### END SOLUTION


def cache_features(
    backbone: nn.Module, loader: Iterable[Batch]
) -> tuple[torch.Tensor, torch.Tensor]:
    """What a frozen network says about every image of a loader, computed once.

    A head can then be trained on the features alone, many epochs for the price of one pass.
    The loader is any iterable of batches, read once; its last batch may be smaller. Runs in eval mode
    without recording gradients, and gives every submodule its own mode back.

    Returns: the outputs `(N, ...)` and the labels `(N,)` of all batches, in the loader's order, on the CPU.

    >>> loader = [(torch.ones(2, 1, 2, 2), torch.tensor([3, 1])), (torch.zeros(1, 1, 2, 2), torch.tensor([4]))]
    >>> features, labels = cache_features(nn.Flatten(), loader)
    >>> features.shape, labels
    (torch.Size([3, 4]), tensor([3, 1, 4]))
    """
    ### BEGIN SOLUTION
    device = _device_of(backbone)
    features, labels = [], []
    with _eval_mode(backbone), torch.no_grad():
        for images, classes in loader:
            features.append(backbone(images.to(device)).cpu())
            labels.append(classes.cpu())
    return torch.cat(features), torch.cat(labels)
    ### END SOLUTION


def fine_tune(
    model: nn.Module,
    train: Batch,
    valid: Batch,
    epochs: int,
    lr: float,
    seed: int = 0,
    device: str | torch.device = "cpu",
) -> dict[str, list[float]]:
    """Train what is not frozen, with the same loop as `fit` in the module on LeNet.

    `train` and `valid` are pairs of tensors (all images, all labels). The model is moved to `device`.
    Mean cross-entropy of the logits; SGD with momentum 0.9 on the parameters that ask for gradients, and
    on no others: those do not move, whatever gradients an earlier run has left in them. An epoch goes
    through the training data once, in batches of 32 (the last one may be smaller), in a new random
    order each epoch. `seed` alone decides the orders. Steps are taken in train mode (what `freeze` has frozen
    stays frozen), measurements in eval mode.

    Returns a dict of three lists with one float an epoch:
    `"train_loss"`, the mean over the epoch's samples of the losses before each step;
    `"valid_loss"` and `"valid_accuracy"`, measured at the end of the epoch.

    >>> _ = torch.manual_seed(0)
    >>> net = freeze(nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 4)), "0")
    >>> before = net[0].weight.clone()
    >>> data = (torch.eye(4).repeat(20, 1), torch.arange(4).repeat(20))
    >>> history = fine_tune(net, data, data, epochs=3, lr=0.5)
    >>> torch.equal(net[0].weight, before), history["valid_loss"][2] < history["valid_loss"][0]
    (True, True)
    """
    ### BEGIN SOLUTION
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(trainable, lr=lr, momentum=0.9)
    images, labels = train[0].to(device), train[1].to(device)
    valid_images, valid_labels = valid[0].to(device), valid[1].to(device)
    history: dict[str, list[float]] = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        model.train()
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images[chosen]), labels[chosen])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        with _eval_mode(model), torch.no_grad():
            logits = model(valid_images)
        correct = (logits.argmax(1) == valid_labels).sum().item()
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(F.cross_entropy(logits, valid_labels).item())
        history["valid_accuracy"].append(correct / len(valid_labels))
    return history
    ### END SOLUTION


# ---------------------------------------------------------------------------- to disk and back


def save_checkpoint(
    path: str | Path, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int
) -> None:
    """Write everything that a training run needs to go on as if nothing had happened.

    That is: the model's state dict, the optimizer's state dict, the epoch (an int, for the caller to
    count with), and the state of torch's random number generators: the CPU's, and that of every CUDA device
    when there are any. The file holds data only, so that `torch.load(path, weights_only=True)`
    can read it. Saving changes nothing, not even the next random number.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> net = nn.Linear(2, 2)
    >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    >>> save_checkpoint(folder.name + "/run.pt", net, optimizer, 7)
    >>> expected = torch.rand(3)
    >>> load_checkpoint(folder.name + "/run.pt", net, optimizer)
    7
    >>> torch.equal(torch.rand(3), expected)
    True
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "cpu_rng": torch.get_rng_state(),
        "cuda_rng": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    torch.save(checkpoint, path)
    ### END SOLUTION


def load_checkpoint(path: str | Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Put model, optimizer and random number generators back to where `save_checkpoint` found them.

    A checkpoint is a pickle, and a pickle is a program. NOTHING in the file is ever executed: it is loaded with
    `weights_only=True`, which raises `pickle.UnpicklingError` for whatever is not plain data. That
    error is left to the caller, and model, optimizer and generators are then as they were.
    A file that was written on a GPU can be read on a machine without one. Modes are not changed.

    Parameters: `model` and `optimizer`, built as the saved ones were. Returns: the saved epoch.
    """
    ### BEGIN SOLUTION
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["cpu_rng"])
    if len(checkpoint["cuda_rng"]) == torch.cuda.device_count() > 0:
        torch.cuda.set_rng_state_all(checkpoint["cuda_rng"])
    return checkpoint["epoch"]
    ### END SOLUTION


def export_weights_text(model: nn.Module, path: str | Path) -> None:
    """Write every tensor of the model's state dict as text that any language can read, losing nothing.

    Two lines for each entry, in the state dict's order. The first has the name and the sizes, separated by
    single spaces; a number without axes has no sizes. The second has the values in C order, separated by
    single spaces. Reading a value back gives the very same number: integers have all their digits, and floats
    enough (9 significant ones for float32, 17 for float64; `repr` of a Python float always suffices).

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> net = nn.Linear(2, 1)
    >>> _ = net.load_state_dict({"weight": torch.tensor([[0.1, -2.0]]), "bias": torch.tensor([1e6])})
    >>> export_weights_text(net, folder.name + "/net.txt")
    >>> print(Path(folder.name + "/net.txt").read_text(), end="")
    weight 1 2
    0.10000000149011612 -2.0
    bias 1
    1000000.0
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*value.flatten().tolist(), file=file)
    ### END SOLUTION
