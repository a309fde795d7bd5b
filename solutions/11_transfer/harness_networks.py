"""Networks of our own, and a folder to write into. Runs beside the learner's code."""

import contextlib
import functools
import os
import pathlib
import tempfile

import torch
from torch import nn

from grader.watching import one_thread, state_of


class SmallNet(nn.Module):
    """A network with batch norm in three places and dropout in one, for images (N, 1, 8, 8)."""

    def __init__(self, drop=0.0):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4))
        self.body = nn.Sequential(nn.ReLU(), nn.Conv2d(4, 6, 3, stride=2, bias=False))
        self.body.append(nn.Sequential(nn.BatchNorm2d(6), nn.Dropout(drop)))
        self.norm = nn.BatchNorm2d(6)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(54, 12), nn.ReLU(), nn.Linear(12, 10))

    def forward(self, x):
        return self.head(torch.relu(self.norm(self.body(self.stem(x)))))


class DigitNet(nn.Module):
    """The network whose weights were trained on some of the digits, for images (N, 1, 32, 32)."""

    def __init__(self, classes):
        super().__init__()
        self.stem = nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(1, 12, 3, padding=1, bias=False))
        self.norm = nn.BatchNorm2d(12)
        self.body = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(12, 24, 3), nn.ReLU())
        self.pool = nn.Sequential(nn.MaxPool2d(2), nn.Flatten())
        self.head = nn.Sequential(nn.Linear(216, 64), nn.ReLU(), nn.Linear(64, classes))

    def forward(self, x):
        return self.head(self.pool(self.body(self.norm(self.stem(x)))))


def about(function):
    """The checks name the learner's function that a question is about first; here it is not needed."""

    @functools.wraps(function)
    def answer(module, subject, *arguments, **options):
        with one_thread():
            return function(module, *arguments, **options)

    return answer


@contextlib.contextmanager
def scratch():
    """A folder that vanishes, as the working folder."""
    home = os.getcwd()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        os.chdir(folder)
        try:
            yield pathlib.Path(folder)
        finally:
            os.chdir(home)


def shake(net):
    """Give batch norms weights and buffers that are not the first ones."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            with torch.no_grad():
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2.0)
                module.num_batches_tracked.fill_(3)
    return net


def small_state(module, seed):
    """Weights and buffers for the small network."""
    torch.manual_seed(seed)
    return state_of(shake(SmallNet().double()))


def build(state, device, drop=0.0):
    net = SmallNet(drop).double()
    net.load_state_dict(state)
    return net.to(device)
