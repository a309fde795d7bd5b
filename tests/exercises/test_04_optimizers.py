"""The optimizers of 04_optimizers against torch.optim, and its schedules against torch's."""

import numpy as np
import pytest
import torch

from tests.exercises.loading import load

optimizers = load("04_optimizers")
STEPS = 20
SHAPES = {"W1": (3, 4), "b1": (4,)}

PAIRS = {
    "SGD": (lambda: optimizers.SGD(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "Momentum": (
        lambda: optimizers.Momentum(0.1, 0.8),
        lambda p: torch.optim.SGD(p, lr=0.1 * (1 - 0.8), momentum=0.8),
    ),
    "HeavyBall": (
        lambda: optimizers.HeavyBall(0.1),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    ),
    "Nesterov": (
        lambda: optimizers.HeavyBall(0.1, 0.8, nesterov=True),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    ),
    "Adagrad": (lambda: optimizers.Adagrad(0.1), lambda p: torch.optim.Adagrad(p, lr=0.1)),
    "RMSProp": (lambda: optimizers.RMSProp(0.1), lambda p: torch.optim.RMSprop(p, lr=0.1)),
    "AdaDelta": (lambda: optimizers.AdaDelta(), lambda p: torch.optim.Adadelta(p)),
    "AdaDelta, other options": (
        lambda: optimizers.AdaDelta(rho=0.7, eps=1e-3, lr=0.5),
        lambda p: torch.optim.Adadelta(p, rho=0.7, eps=1e-3, lr=0.5),
    ),
    "Adam": (lambda: optimizers.Adam(), lambda p: torch.optim.Adam(p)),
    "Adam, other options": (
        lambda: optimizers.Adam(0.1, 0.8, 0.95, 1e-3),
        lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3),
    ),
    "AdamW": (lambda: optimizers.AdamW(), lambda p: torch.optim.AdamW(p)),
    "AdamW, other options": (
        lambda: optimizers.AdamW(0.1, 0.8, 0.95, 1e-3, 0.5),
        lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.5),
    ),
}


@pytest.mark.parametrize("tiny", [False, True], ids=["usual gradients", "tiny gradients"])
@pytest.mark.parametrize("pair", PAIRS)
def test_trajectory_is_that_of_torch(pair, tiny):
    make_ours, make_theirs = PAIRS[pair]
    rng = np.random.default_rng(4)
    params = {name: rng.standard_normal(shape) for name, shape in SHAPES.items()}
    tensors = {name: torch.tensor(p, requires_grad=True) for name, p in params.items()}
    ours, theirs = make_ours(), make_theirs(list(tensors.values()))
    scale = 1e-8 if tiny else 1.0
    for _ in range(STEPS):
        grads = {name: scale * rng.standard_normal(shape) for name, shape in SHAPES.items()}
        params = ours.step(params, grads)
        for name, tensor in tensors.items():
            tensor.grad = torch.tensor(grads[name])
        theirs.step()
        for name, tensor in tensors.items():
            np.testing.assert_allclose(params[name], tensor.detach(), rtol=1e-12, atol=1e-13)


def test_trajectory_with_gradients_of_a_loss_is_that_of_torch():
    rng = np.random.default_rng(5)
    x, y = rng.standard_normal((6, 3)), rng.standard_normal(6)
    params = {"w": rng.standard_normal(3)}
    tensor = torch.tensor(params["w"], requires_grad=True)
    ours, theirs = optimizers.Adam(0.05), torch.optim.Adam([tensor], lr=0.05)
    for _ in range(STEPS):
        params = ours.step(params, {"w": 2 / 6 * x.T @ (x @ params["w"] - y)})
        theirs.zero_grad()
        torch.mean((torch.tensor(x) @ tensor - torch.tensor(y)) ** 2).backward()
        theirs.step()
    np.testing.assert_allclose(params["w"], tensor.detach(), rtol=1e-10)


def rates(make_scheduler, steps, lr=0.1):
    """The learning rates that a torch scheduler gives at steps 0, 1, ..."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = make_scheduler(optimizer)
    lrs = []
    for _ in range(steps):
        lrs.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return lrs


def test_exponential_decay_is_that_of_torch():
    schedule = torch.optim.lr_scheduler
    smooth = [optimizers.exponential_decay(0.1, 0.5, step, 7) for step in range(30)]
    stairs = [optimizers.exponential_decay(0.1, 0.5, step, 7, staircase=True) for step in range(30)]
    np.testing.assert_allclose(
        smooth, rates(lambda o: schedule.ExponentialLR(o, 0.5 ** (1 / 7)), 30), rtol=1e-12
    )
    np.testing.assert_allclose(
        stairs, rates(lambda o: schedule.StepLR(o, step_size=7, gamma=0.5), 30), rtol=1e-12
    )


@pytest.mark.parametrize("warmup", [0, 5])
def test_the_wave_is_that_of_torch(warmup):
    wave = rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=20), 21)
    ours = [optimizers.warmup_cosine(0.1, warmup + s, warmup, warmup + 20) for s in range(21)]
    np.testing.assert_allclose(ours, wave, rtol=1e-9, atol=1e-15)
    ramp = [optimizers.warmup_cosine(0.1, s, warmup, warmup + 20) for s in range(warmup)]
    np.testing.assert_allclose(ramp, [0.1 * s / 5 for s in range(warmup)], rtol=1e-12)
    assert optimizers.warmup_cosine(0.1, warmup + 100, warmup, warmup + 20) == 0
