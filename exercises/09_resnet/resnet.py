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
    raise NotImplementedError("read_cifar10 is yours to write")


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
    raise NotImplementedError("augment is yours to write")


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
        raise NotImplementedError("ResNet.__init__ is yours to write")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits `(N, num_classes)` of images `(N, in_channels, H, W)`."""
        raise NotImplementedError("ResNet.forward is yours to write")


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
    raise NotImplementedError("train_step is yours to write")


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
    raise NotImplementedError("evaluate is yours to write")


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
    raise NotImplementedError("fit is yours to write")
