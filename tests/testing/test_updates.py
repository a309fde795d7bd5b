"""What is said of a run that does not step as SGD with momentum 0.9 does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from grader.testing.failures import CheckFailure
from grader.testing.updates import name_updates

RATE = 0.1
Optimizer = Callable[[Any], torch.optim.Optimizer]


def judge_run(make: Optimizer, asked: float = RATE) -> None:
    """Make six steps on a bowl with this optimizer, and have them judged."""
    weight = torch.nn.Parameter(torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64))
    bowl = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64)
    optimizer = make([weight])
    states, gradients = [{"weight": weight.detach().clone()}], []
    for step in range(6):
        weight.grad = bowl * weight.detach() + 0.1 * step
        gradients.append({"weight": weight.grad.clone(), "frozen": None})
        optimizer.step()
        states.append({"weight": weight.detach().clone()})
    name_updates("fit", states, gradients, [asked] * 6)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"lr": RATE / 10, "momentum": 0.9}, "every step 0.1 times as long"),
        ({"lr": RATE, "momentum": 0.5}, "a momentum of 0.5; 0.9 is asked for"),
        ({"lr": RATE}, "a momentum of 0; "),
        ({"lr": RATE, "momentum": 0.9, "weight_decay": 0.01}, "a weight decay of 0.01"),
        ({"lr": RATE, "momentum": 0.9, "nesterov": True}, "Nesterov"),
    ],
    ids=["rate", "momentum", "no momentum", "decay", "nesterov"],
)
def test_a_wrong_setting_is_named(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(CheckFailure, match=said):
        judge_run(lambda weights: torch.optim.SGD(weights, **settings))


def test_an_optimizer_that_steps_by_the_sign_is_named() -> None:
    with pytest.raises(CheckFailure, match="Adam and RMSProp"):
        judge_run(lambda weights: torch.optim.Adam(weights, lr=RATE))


def test_a_right_run_and_one_that_nothing_explains_are_left_alone() -> None:
    judge_run(lambda weights: torch.optim.SGD(weights, lr=RATE, momentum=0.9))
    judge_run(lambda weights: torch.optim.SGD(weights, lr=RATE / 3, momentum=0.4))
