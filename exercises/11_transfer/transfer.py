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
    raise NotImplementedError("replace_head is yours to write")


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
    raise NotImplementedError("freeze is yours to write")


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
    raise NotImplementedError("cache_features is yours to write")


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
    raise NotImplementedError("fine_tune is yours to write")


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
    raise NotImplementedError("save_checkpoint is yours to write")


def load_checkpoint(path: str | Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Put model, optimizer and random number generators back to where `save_checkpoint` found them.

    A checkpoint is a pickle, and a pickle is a program. NOTHING in the file is ever executed: it is loaded with
    `weights_only=True`, which raises `pickle.UnpicklingError` for whatever is not plain data. That
    error is left to the caller, and model, optimizer and generators are then as they were.
    A file that was written on a GPU can be read on a machine without one. Modes are not changed.

    Parameters: `model` and `optimizer`, built as the saved ones were. Returns: the saved epoch.
    """
    raise NotImplementedError("load_checkpoint is yours to write")


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
    raise NotImplementedError("export_weights_text is yours to write")
