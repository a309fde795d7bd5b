"""The reference of 01_softmax against SciPy and torch."""

import numpy as np
import pytest
import scipy.special
import torch

from tests.exercises.loading import load

softmax = load("01_softmax")


def generic(*shape, seed=0, scale=3.0):
    return scale * np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
@pytest.mark.parametrize("axis", [-1, 0, 1, -2])
def test_against_scipy(name, axis):
    for x in (generic(3, 4, 2), generic(3, 4, 2, scale=3e3)):
        expected = getattr(scipy.special, name)(x, axis=axis)
        np.testing.assert_allclose(getattr(softmax, name)(x, axis), expected, rtol=1e-12)
    single = getattr(softmax, name)(x.astype(np.float32), axis)
    assert single.dtype == np.float32


@pytest.mark.parametrize("shift", [0.0, 1e4, -1e4])
def test_cross_entropy_against_torch(shift):
    x = generic(5, 4) + shift
    labels = np.array([0, 3, 1, 1, 2])
    logits = torch.tensor(x, requires_grad=True)
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    expected.backward()
    assert softmax.cross_entropy(x, labels) == pytest.approx(expected.item(), rel=1e-10)
    grad = softmax.cross_entropy_grad(x, labels)
    np.testing.assert_allclose(grad, logits.grad.numpy(), atol=1e-11)


def test_gradient_by_complex_step():
    x, labels = generic(3, 4), np.array([2, 0, 2])
    grad = np.empty_like(x)
    for place in np.ndindex(x.shape):
        z = x.astype(complex)
        z[place] += 1e-30j
        grad[place] = -softmax.log_softmax(z)[np.arange(3), labels].mean().imag / 1e-30
    np.testing.assert_allclose(softmax.cross_entropy_grad(x, labels), grad, atol=1e-15)


def test_mse_against_torch():
    pred, target = generic(2, 3, 4), generic(2, 3, 4, seed=1)
    leaf = torch.tensor(pred, requires_grad=True)
    expected = torch.nn.functional.mse_loss(leaf, torch.tensor(target))
    expected.backward()
    assert softmax.mse(pred, target) == pytest.approx(expected.item())
    np.testing.assert_allclose(softmax.mse_grad(pred, target), leaf.grad.numpy(), rtol=1e-12)


def test_asymmetric_loss_is_a_scaled_pinball_loss():
    from sklearn.metrics import mean_pinball_loss

    pred, target = generic(9), generic(9, seed=1)
    profit, cost = 5.0, 2.0
    pinball = mean_pinball_loss(target, pred, alpha=profit / (profit + cost))
    expected = pinball * (profit + cost) * 9
    assert softmax.asymmetric_loss(pred, target, profit, cost) == pytest.approx(expected)


def test_penalties_against_torch():
    weights = [generic(3, 4), generic(5, seed=1)]
    flat = torch.cat([torch.tensor(w).flatten() for w in weights])
    assert softmax.l1_penalty(weights, 0.1) == pytest.approx(0.1 * flat.abs().sum().item())
    assert softmax.l2_penalty(weights, 0.1) == pytest.approx(0.1 * flat.square().sum().item())
    assert softmax.l1_penalty([], 0.1) == softmax.l2_penalty([], 0.1) == 0
