"""LeNet-5 and the training loop: read images, build the network, train it, measure it.

Conventions
-----------
- Images are NCHW float tensors, `(N, 1, 32, 32)` for LeNet-5. Labels are int64, `(N,)`.
- The network returns logits. Softmax belongs to the loss, and to `predict`.
- A batch is a pair `(images, labels)`. A loader is any iterable of batches.
- Losses are means over samples. Numbers that a function returns are plain Python numbers.
- `train_step` and `fit` change the model they are given. `evaluate` and `predict` leave weights,
  buffers and the train/eval mode of EVERY submodule as they found them.
- Batches and images are moved to the device that the model is on.
- Inputs are valid unless a docstring says otherwise.
"""

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
    """The device of the model's weights."""
    return next(model.parameters()).device


### END SOLUTION

# ---------------------------------------------------------------------------- data


def read_idx(path: str | Path) -> np.ndarray:
    """Read an IDX file of bytes, the format of MNIST and Fashion-MNIST.

    The header is made of 4-byte unsigned integers, most significant byte first: the magic number,
    then one size for each axis. The data follow as one byte each, in C order. Magic 2051 (three
    axes) is a file of images, magic 2049 (one axis) a file of labels.
    Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".

    Parameters: `path`, a str or Path; a compressed file is decompressed first. Its name ends in `.gz`, and it
    begins with the bytes 1f 8b: go by whichever you like.
    Returns: a uint8 array, `(N, rows, columns)` or `(N,)`.
    Raises: ValueError that says what is wrong, for another magic number and for a file (or a
    compressed stream) that ends too early. Bytes after the data are ignored.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> name = folder.name + "/labels"
    >>> _ = Path(name).write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4]))
    >>> read_idx(name)
    array([5, 0, 4], dtype=uint8)
    >>> folder.cleanup()
    """
    ### BEGIN SOLUTION
    content = Path(path).read_bytes()
    if str(path).endswith(".gz"):
        try:
            content = gzip.decompress(content)
        except (EOFError, OSError, zlib.error) as error:
            raise ValueError(f"{path}: the compressed file is damaged or cut: {error}") from None
    if len(content) < 4:
        raise ValueError(f"{path}: {len(content)} bytes are too few for a magic number")
    (magic,) = struct.unpack_from(">I", content)
    if magic not in (2049, 2051):
        raise ValueError(f"{path}: magic number {magic}, but images have 2051 and labels 2049")
    axes = magic - 2048
    start = 4 + 4 * axes
    if len(content) < start:
        raise ValueError(f"{path}: the header ends after {len(content)} bytes of {start}")
    shape = struct.unpack_from(f">{axes}I", content, 4)
    count = math.prod(shape)
    if len(content) - start < count:
        raise ValueError(f"{path}: {count} bytes of data promised, {len(content) - start} found")
    return np.frombuffer(content, np.uint8, count, start).reshape(shape).copy()
    ### END SOLUTION


# ---------------------------------------------------------------------------- the network


class LeNet5(nn.Module):
    """LeNet-5 as it is built today, for images `(N, 1, 32, 32)`; returns logits `(N, num_classes)`.

    | layer | output | parameters |
    | --- | --- | --- |
    | conv1 5x5, activation | 6 x 28 x 28 | 156 |
    | pool 2x2 | 6 x 14 x 14 | 0 |
    | conv2 5x5, activation | 16 x 10 x 10 | 2,416 |
    | pool 2x2 | 16 x 5 x 5 | 0 |
    | flatten | 400 | 0 |
    | fc1, activation | 120 | 48,120 |
    | fc2, activation | 84 | 10,164 |
    | fc3 | num_classes | 850 for 10 classes |

    Parameters: `activation` is "tanh", "relu" or "sigmoid"; `pool` is "avg" or "max".
    Submodule names: `conv1`, `conv2`, `fc1`, `fc2`, `fc3`. No layer has padding.
    Every layer starts as PyTorch starts it.
    Source: LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document
    Recognition" (1998); its C3 was sparse, and its pooling layers had weights.

    >>> net = LeNet5()
    >>> sum(p.numel() for p in net.parameters())
    61706
    >>> net(torch.zeros(2, 1, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(self, num_classes: int = 10, activation: str = "tanh", pool: str = "avg") -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, num_classes)
        self.act = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}[activation]()
        self.pool = {"avg": nn.AvgPool2d, "max": nn.MaxPool2d}[pool](2)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits `(N, num_classes)` of images `(N, 1, 32, 32)`."""
        ### BEGIN SOLUTION
        x = self.pool(self.act(self.conv1(x)))
        x = self.pool(self.act(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = self.act(self.fc1(x))
        x = self.act(self.fc2(x))
        return self.fc3(x)
        ### END SOLUTION


# ---------------------------------------------------------------------------- training


def train_step(model: nn.Module, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """Take one step of training on one batch, and return the loss BEFORE the step.

    Puts the model in train mode. The loss is the mean cross-entropy of the logits. The optimizer
    steps once, and the gradients it sees are those of this batch alone.

    >>> _ = torch.manual_seed(0)
    >>> net = nn.Linear(3, 2)
    >>> batch = (torch.eye(3), torch.tensor([0, 1, 1]))
    >>> optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    >>> first, second = train_step(net, batch, optimizer), train_step(net, batch, optimizer)
    >>> second < first
    True
    """
    ### BEGIN SOLUTION
    device = _device_of(model)
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

    The loader is any iterable of batches, read once; its last batch may be smaller. Runs in eval
    mode without recording gradients, and gives every submodule its own mode back.

    >>> net = nn.Linear(2, 2, bias=False)
    >>> _ = net.load_state_dict({"weight": torch.eye(2)})
    >>> logits = torch.tensor([[0.0, 1.0], [2.0, 0.0], [0.0, 3.0]])
    >>> loader = [(logits[:2], torch.tensor([1, 0])), (logits[2:], torch.tensor([0]))]
    >>> loss, accuracy = evaluate(net, loader)
    >>> round(loss, 4), round(accuracy, 4)
    (1.1629, 0.6667)
    """
    ### BEGIN SOLUTION
    device = _device_of(model)
    loss, correct, count = 0.0, 0, 0
    with _eval_mode(model), torch.no_grad():
        for images, labels in loader:
            labels = labels.to(device)
            logits = model(images.to(device))
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
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
) -> dict[str, list[float]]:
    """Train a model for some epochs, and measure it on the validation data after each.

    `train` and `valid` are pairs of tensors (all images, all labels). The model is moved to
    `device`. The optimizer is SGD with momentum 0.9. An epoch goes through the training data once,
    in batches of 32 (the last one may be smaller), in a new random order each epoch.
    `seed` alone decides the orders: the same seed trains the same way whatever was drawn before.

    Returns a dict of three lists with one float an epoch:
    `"train_loss"`, the mean over the epoch's samples of the losses that its steps returned;
    `"valid_loss"` and `"valid_accuracy"`, measured at the end of the epoch.

    >>> _ = torch.manual_seed(0)
    >>> net = nn.Linear(4, 4)
    >>> data = (torch.eye(4).repeat(20, 1), torch.arange(4).repeat(20))
    >>> history = fit(net, data, data, epochs=3, lr=0.5)
    >>> sorted(history), len(history["train_loss"])
    (['train_loss', 'valid_accuracy', 'valid_loss'], 3)
    >>> history["valid_loss"][2] < history["valid_loss"][0]
    True
    """
    ### BEGIN SOLUTION
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = train
    history: dict[str, list[float]] = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
    ### END SOLUTION


def predict(model: nn.Module, image: torch.Tensor) -> tuple[int, torch.Tensor]:
    """The class of one image, and the probability of every class.

    Parameters: `image` of shape `(1, 32, 32)`, without a batch axis.
    Returns: the most probable class as an int, and the probabilities `(C,)`, which sum to 1.
    Runs in eval mode without recording gradients, and gives every submodule its own mode back.

    >>> label, probabilities = predict(LeNet5(), torch.zeros(1, 32, 32))
    >>> probabilities.shape, round(probabilities.sum().item(), 4)
    (torch.Size([10]), 1.0)
    >>> label == probabilities.argmax().item()
    True
    """
    ### BEGIN SOLUTION
    with _eval_mode(model), torch.no_grad():
        logits = model(image.unsqueeze(0).to(_device_of(model)))
    probabilities = torch.softmax(logits[0], dim=0)
    return int(probabilities.argmax()), probabilities
    ### END SOLUTION
