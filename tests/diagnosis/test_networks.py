"""Mistakes in networks that nobody wrote down: named by changes of the reference that behave alike."""

import pytest

from grader.judge import Judge
from tests.small_course import handed_in, small_exercise

REFERENCE = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width, slope=0.1):
        super().__init__()
        self.first = nn.Linear(width, 4)
        self.second = nn.Linear(4, 4, bias=False)
        self.slope = slope

    def forward(self, x):
        x = torch.relu(self.first(x))
        return self.slope * self.second(x)


def shares(x):
    return torch.softmax(x, dim=1)
"""
HARNESS = """
import torch


def layout(module, cls, args):
    net = getattr(module, cls)(*args)
    return {name: list(value.shape) for name, value in net.state_dict().items()}


def run(module, cls, args, x):
    net = getattr(module, cls)(*args).double()
    torch.manual_seed(3)
    with torch.no_grad():
        for name in sorted(dict(net.named_parameters())):
            parameter = net.get_parameter(name)
            parameter.copy_(torch.randn(parameter.shape, dtype=torch.float64))
    return net(torch.from_numpy(x)).detach().numpy()


def shares(module, x):
    return module.shares(torch.from_numpy(x)).numpy()
"""
CHECKS = '''
import numpy as np
import pytest
from hypothesis import given, strategies as st
from grader.testing import assert_close

WIDTHS = st.integers(2, 5)


@given(width=WIDTHS)
def test_layout(student, reference, width):
    """The weights have these names and shapes."""
    answers = [side.harness.layout("Net", [width]) for side in (student, reference)]
    assert_close(*answers, what="the weights")


@given(width=WIDTHS, slope=st.sampled_from([0.3, 0.5]), seed=st.integers(0, 99))
def test_run(student, reference, width, slope, seed):
    """The network computes this."""
    x = np.random.default_rng(seed).standard_normal((3, width))
    answers = [side.harness.run("Net", [width, slope], x) for side in (student, reference)]
    assert_close(*answers)


@given(seed=st.integers(0, 99))
def test_shares(student, reference, seed):
    """Each row adds up to 1."""
    x = np.random.default_rng(seed).standard_normal((3, 4))
    assert_close(student.harness.shares(x), reference.harness.shares(x))
'''


@pytest.fixture(scope="module")
def judge(tmp_path_factory, launchers):
    exercise = small_exercise(
        tmp_path_factory.mktemp("networks"),
        CHECKS,
        harness=HARNESS,
        reference=REFERENCE,
        libraries='libraries = ["numpy", "torch"]\n',
    )
    with Judge(exercise, launcher=launchers.of(exercise)) as made:
        yield made


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("torch.relu(self.first(x))", "self.first(x)", {"Net": "relu is missing"}),
        ("self.slope = slope", "self.slope = 0.1", {"Net": "slope were left at its default"}),
        (
            "return self.slope * self.second(x)",
            "return nn.functional.relu(self.second(x)) * self.slope",
            {"Net": "a ReLU follows where none belongs"},
        ),
        ("dim=1", "dim=0", {"shares": "works along axis 0"}),
        ("self.second(x)", "self.second(x.tanh())", {"Net": ""}),
    ],
)
def test_a_mistake_without_a_file_is_named(judge, old, new, names):
    assert old in REFERENCE
    report = judge.grade(handed_in(REFERENCE.replace(old, new)))
    failing = [check for check in report.checks if check.status == "failed"]
    told = {check.functions[0]: check.misconception or "" for check in failing}
    assert told.keys() == names.keys()
    for function, name in names.items():
        assert name in told[function]
        assert bool(name) == bool(told[function])


def test_two_mistakes_in_one_network_are_named_each(judge):
    source = REFERENCE.replace("bias=False", "bias=True").replace("dim=1", "dim=0")
    report = judge.grade(handed_in(source))
    names = {check.id.rpartition("::")[2]: check.misconception for check in report.checks}
    assert "bias is True" in names["test_layout"]
    assert "works along axis 0" in names["test_shares"]
