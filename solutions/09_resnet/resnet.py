"""ResNet for small images: read CIFAR-10, augment, build the network, train it with a schedule.

Conventions
-----------
- Images are NCHW float tensors; labels are int64, `(N,)`. The network returns logits.
- A batch is a pair `(images, labels)`. A loader is any iterable of batches.
- A convolution beside a batch norm has no bias. Batch norm is PyTorch's, with its defaults.
- Losses are means over samples. Numbers that a function returns are plain Python numbers.
- `train_step` and `fit` change the model they are given. `evaluate` leaves weights, buffers and the
  train/eval mode of EVERY submodule as it found them. `augment` changes nothing.
- Batches are moved to the device that the model is on.
- Inputs are valid unless a docstring says otherwise.
"""

import math
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

Batch = tuple[torch.Tensor, torch.Tensor]

### BEGIN SOLUTION


class _PickledDtype:
    """Stands in for `numpy.dtype`: remembers what a file asked for, and does nothing."""

    def __init__(self, name: Any, *options: Any) -> None:
        self.name = name

    def __setstate__(self, state: Any) -> None:
        pass


class _PickledArray:
    """Stands in for an array under reconstruction: remembers its state, and does nothing."""

    state: Any = None

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _CifarUnpickler(pickle.Unpickler):
    """Admits the three NumPy names of a published CIFAR-10 file, and hands out stand-ins for them.

    A pickle is a program. It can only call what `find_class` gives it, so we give it nothing
    that acts.
    """

    def find_class(self, module: str, name: str) -> Any:
        if name == "_reconstruct" and module in ("numpy.core.multiarray", "numpy._core.multiarray"):
            return lambda *arguments: _PickledArray()
        if (module, name) == ("numpy", "ndarray"):
            return _PickledArray
        if (module, name) == ("numpy", "dtype"):
            return _PickledDtype
        raise ValueError(f"the file asks for {module}.{name}, which no CIFAR-10 file needs")


def _read_pickled(path: str | Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the Python layout: a dict with b"data" (N, 3072) and b"labels", a list."""
    try:
        with open(path, "rb") as file:
            content = _CifarUnpickler(file, encoding="bytes").load()
        _, shape, dtype, fortran, data = content[b"data"].state
        if not isinstance(dtype, _PickledDtype) or dtype.name not in (b"u1", "u1") or fortran:
            raise ValueError("the images are not bytes in C order")
        records = np.frombuffer(data, np.uint8).reshape(shape)
        labels = np.array(content[b"labels"])
        if records.shape != (len(labels), 3072) or labels.dtype.kind != "i":
            raise ValueError(f"images of shape {records.shape} with {labels.size} labels")
    except Exception as error:  # noqa: BLE001 - a damaged pickle can raise nearly anything
        raise ValueError(f"{path} is not a CIFAR-10 file: {error}") from None
    return records, labels


class _BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut, as in the module on residual blocks."""

    def __init__(self, c_in: int, c_out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = nn.Sequential()
        if stride != 1 or c_in != c_out:
            self.shortcut.append(nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False))
            self.shortcut.append(nn.BatchNorm2d(c_out))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + self.shortcut(x))


def _stage(c_in: int, c_out: int, blocks: int, stride: int) -> nn.Sequential:
    """`blocks` basic blocks; the first one changes the number of channels and the size."""
    first = _BasicBlock(c_in, c_out, stride)
    return nn.Sequential(first, *(_BasicBlock(c_out, c_out, 1) for _ in range(blocks - 1)))


### END SOLUTION

# ---------------------------------------------------------------------------- data


def read_cifar10(path: str | Path) -> tuple[np.ndarray, np.ndarray]:
    """Read one CIFAR-10 file, in either published layout.

    Binary (`data_batch_1.bin`): records of 3,073 bytes, the label first and then 1,024 bytes of red,
    1,024 of green, 1,024 of blue, each colour row by row. Any whole number of records from 1 is
    accepted; the published files hold 10,000 (30,730,000 bytes).
    Python (`data_batch_1`): a pickled dict, protocol 2, with `b"data"`, a uint8 array `(N, 3072)` in the
    same order of colours, and `b"labels"`, a list of ints.
    A file whose first byte is 0x80 is a pickle; a label is at most 9.
    Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009).

    A pickle can run any function that it names. Here NOTHING in the file is ever executed: names
    other than the three that a published file needs are refused. They are `numpy.ndarray`,
    `numpy.dtype`, and `_reconstruct` of `numpy.core.multiarray` or `numpy._core.multiarray`.

    Returns: images uint8 `(N, 3, 32, 32)` and labels int64 `(N,)`.
    Raises: ValueError that says what is wrong, for every other file.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> name = folder.name + "/data_batch_1.bin"
    >>> _ = Path(name).write_bytes(bytes([7]) + bytes(3072) + bytes([2]) + bytes(3072))
    >>> images, labels = read_cifar10(name)
    >>> images.shape, labels
    ((2, 3, 32, 32), array([7, 2]))
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    content = Path(path).read_bytes()
    if content[:1] == b"\x80":
        records, labels = _read_pickled(path)
    else:
        if not content or len(content) % 3073:
            raise ValueError(f"{path}: {len(content)} bytes are not whole records of 3073 bytes")
        table = np.frombuffer(content, np.uint8).reshape(-1, 3073)
        records, labels = table[:, 1:], table[:, 0]
    if not 0 <= labels.min() <= labels.max() <= 9:
        raise ValueError(f"{path}: labels from {labels.min()} to {labels.max()}, not 0 to 9")
    return records.reshape(-1, 3, 32, 32).copy(), labels.astype(np.int64)
    ### END SOLUTION


def augment(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Flip and shift each image at random, as a human would still read it.

    Each image by itself is flipped left to right with probability 1/2, and shifted by a whole number of
    pixels from -4 to 4, each equally likely, down and to the right independently. Zeros come in
    where the image has moved away.

    Parameters: `images (N, C, H, W)`; `generator`, a CPU generator, the only source of chance.
    Returns: new images of the same shape, dtype and device. The input is not changed.

    >>> images = torch.ones(2, 1, 32, 32)
    >>> augment(images, torch.Generator().manual_seed(0)).shape
    torch.Size([2, 1, 32, 32])
    """
    ### BEGIN SOLUTION
    count, _, height, width = images.shape
    flips = torch.rand(count, generator=generator) < 0.5
    shifts = torch.randint(-4, 5, (2, count), generator=generator)
    padded = F.pad(images, (4, 4, 4, 4))
    result = torch.empty_like(images)
    for i in range(count):
        top, left = 4 - int(shifts[0, i]), 4 - int(shifts[1, i])
        moved = padded[i, :, top : top + height, left : left + width]
        result[i] = moved.flip(2) if flips[i] else moved
    return result
    ### END SOLUTION


# ---------------------------------------------------------------------------- the network


class ResNet(nn.Module):
    """The residual network for small images, 6n + 2 layers deep.

    | part | what it is | output for 32 x 32 |
    | --- | --- | --- |
    | conv1, bn1, ReLU | 3x3, padding 1 | width x 32 x 32 |
    | layer1 | n basic blocks | width x 32 x 32 |
    | layer2 | n basic blocks, the first with stride 2 | 2 width x 16 x 16 |
    | layer3 | n basic blocks, the first with stride 2 | 4 width x 8 x 8 |
    | global average pool | mean over height and width | 4 width |
    | fc | linear, with bias | num_classes |

    A basic block is conv1 (3x3, padding 1, the stride is here), bn1, ReLU, conv2 (3x3, padding 1), bn2, then
    the shortcut is added, then ReLU. Where the shape changes, `shortcut` is a 1x1 convolution with that
    stride followed by batch norm; otherwise it is the identity.
    Submodule names: `conv1`, `bn1`, `layer1`, `layer2`, `layer3` (each an `nn.Sequential` of blocks), `fc`; in a
    block `conv1`, `bn1`, `conv2`, `bn2`, `shortcut` (an `nn.Sequential`: 0 is the convolution, 1 the batch
    norm). So one weight is called `layer2.0.shortcut.0.weight`.
    Every layer starts as PyTorch starts it.
    Source: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2016), section 4.2;
    there the shortcut has no weights, here it is a projection.

    >>> net = ResNet(3)
    >>> sum(p.numel() for p in net.parameters())
    272474
    >>> ResNet(1, width=4)(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(
        self, n: int, width: int = 16, num_classes: int = 10, in_channels: int = 3
    ) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.layer1 = _stage(width, width, n, stride=1)
        self.layer2 = _stage(width, 2 * width, n, stride=2)
        self.layer3 = _stage(2 * width, 4 * width, n, stride=2)
        self.fc = nn.Linear(4 * width, num_classes)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits `(N, num_classes)` of images `(N, in_channels, H, W)`."""
        ### BEGIN SOLUTION
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.mean((2, 3)))
        ### END SOLUTION


# ---------------------------------------------------------------------------- training


def train_step(model: nn.Module, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """Take one step of training on one batch, and return the loss BEFORE the step.

    The same function as in the module on LeNet: train mode, mean cross-entropy of the logits, one step
    of the optimizer, on the gradients of this batch alone.

    >>> _ = torch.manual_seed(0)
    >>> net = nn.Linear(3, 2)
    >>> batch = (torch.eye(3), torch.tensor([0, 1, 1]))
    >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    >>> first, second = train_step(net, batch, optimizer), train_step(net, batch, optimizer)
    >>> second < first
    True
    """
    ### BEGIN SOLUTION
    device = next(model.parameters()).device
    images, labels = batch[0].to(device), batch[1].to(device)
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


def evaluate(model: nn.Module, loader: Iterable[Batch]) -> tuple[float, float]:
    """Mean cross-entropy and accuracy (0 to 1) of a model over all SAMPLES of a loader.

    The same function as in the module on LeNet: eval mode (batch norm uses its running statistics and
    leaves them alone), no gradients, any iterable of batches, read once. Every submodule gets
    its own mode back.

    >>> net = nn.Linear(2, 2, bias=False)
    >>> _ = net.load_state_dict({"weight": torch.eye(2)})
    >>> logits = torch.tensor([[0.0, 1.0], [2.0, 0.0], [0.0, 3.0]])
    >>> loader = [(logits[:2], torch.tensor([1, 0])), (logits[2:], torch.tensor([0]))]
    >>> loss, accuracy = evaluate(net, loader)
    >>> round(loss, 4), round(accuracy, 4)
    (1.1629, 0.6667)
    """
    ### BEGIN SOLUTION
    device = next(model.parameters()).device
    modes = [(module, module.training) for module in model.modules()]
    loss, correct, count = 0.0, 0, 0
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            labels = labels.to(device)
            logits = model(images.to(device))
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
    ### END SOLUTION


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
    """Train a model for some epochs, and measure it on the validation data after each.

    `train` and `valid` are pairs of tensors (all images, all labels). The model is moved to
    `device`. An epoch goes through the training data once, in batches of 64 (the last one may be
    smaller), in a new random order each epoch. `seed` alone decides the orders and the
    augmentation, whatever was drawn before.

    The optimizer is SGD with momentum 0.9 and PyTorch's `weight_decay`, which falls on the weights of
    convolutions and linear layers only: not on biases, not on batch norm.
    The learning rate of epoch e (0, 1, ...) is `lr * (1 + cos(pi * e / epochs)) / 2`, the same for all
    batches of an epoch. Source: Loshchilov and Hutter, "SGDR" (2017), without restarts.
    With `augmenting`, each training batch passes through `augment` first. Validation images never do.

    Returns a dict of four lists with one float an epoch:
    `"train_loss"`, the mean over the epoch's samples of the losses that its steps returned;
    `"valid_loss"` and `"valid_accuracy"`, measured at the end of the epoch; `"lr"`, the rate used.

    >>> _ = torch.manual_seed(0)
    >>> net = nn.Linear(4, 4)
    >>> data = (torch.eye(4).repeat(40, 1), torch.arange(4).repeat(40))
    >>> history = fit(net, data, data, epochs=4, lr=0.5)
    >>> [round(rate, 4) for rate in history["lr"]]
    [0.5, 0.4268, 0.25, 0.0732]
    >>> history["valid_loss"][3] < history["valid_loss"][0]
    True
    """
    ### BEGIN SOLUTION
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    decayed, plain = [], []
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            if name == "weight" and isinstance(module, (nn.Conv2d, nn.Linear)):
                decayed.append(parameter)
            else:
                plain.append(parameter)
    groups = [{"params": decayed, "weight_decay": weight_decay}, {"params": plain}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    images, labels = train
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
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(64):
            batch = augment(images[chosen], generator) if augmenting else images[chosen]
            total += train_step(model, (batch, labels[chosen]), optimizer) * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
        history["lr"].append(rate)
    return history
    ### END SOLUTION
