"""Networks to be deployed, and a quiet folder to write into. Runs beside the learner's code."""

import contextlib
import functools
import logging
import os
import pathlib
import tempfile
import warnings

import torch
from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    """A network with a sum and two uses of one value, which no list of layers can say."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 3, padding=1)
        self.bn = nn.BatchNorm2d(2)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        x = torch.relu(x + self.bn(self.conv(x)))
        return torch.sigmoid(self.fc(F.max_pool2d(x, 2).flatten(1)))


class DigitNet(nn.Module):
    """The network whose weights were trained on the digits, for images (N, 1, 32, 32)."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 5, stride=2)
        self.bn = nn.BatchNorm2d(8)
        self.drop = nn.Dropout(0.3)
        self.head = nn.Sequential(nn.Linear(392, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.bn(self.conv(x))), 2)
        return self.head(self.drop(x.flatten(1)))


KINDS = {  # how each network is exported: sizes of an image, batch of the example, modes, kind of path
    "dense": ((5,), 1, "train", str),
    "conv": ((2, 6, 9), 3, "mixed", pathlib.Path),
    "residual": ((2, 4, 6), 2, "eval", str),
}


@contextlib.contextmanager
def quiet():
    """Keep the libraries' remarks about themselves out of the report; one thread is enough."""
    logger, threads = logging.getLogger("torch.onnx"), torch.get_num_threads()
    level = logger.level
    logger.setLevel(logging.ERROR)
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logger.setLevel(level)
            torch.set_num_threads(threads)


def about(function):
    """The checks name the learner's function that a question is about first; here it is not needed."""

    @functools.wraps(function)
    def answer(module, subject, *arguments, **options):
        with quiet():
            return function(module, *arguments, **options)

    return answer


@contextlib.contextmanager
def scratch():
    """A folder that vanishes."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        yield pathlib.Path(folder)


def build(kind, state=None):
    """A network of a kind, with batch-norm values that are not the first ones, in train mode."""
    torch.manual_seed(len(kind))
    if kind == "dense":
        net = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Dropout(0.5), nn.Linear(8, 4))
        net.append(nn.Dropout(0.5))  # runtimes leave out a dropout, but not one at the end
    elif kind == "conv":
        net = nn.Sequential(nn.Conv2d(2, 3, (3, 2)), nn.BatchNorm2d(3), nn.LeakyReLU(0.1))
        net.extend([nn.Dropout(0.4), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(24, 5)])
    elif kind == "residual":
        net = Residual()
    else:
        net = DigitNet()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            with torch.no_grad():
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2.0)
    if state is not None:
        net.load_state_dict(state)
    return net


def answers(module, kind, inputs, state=None):
    """What the network itself says in eval mode."""
    net = build(kind, state).eval()
    with torch.no_grad():
        return [net(x).numpy() for x in inputs]
