"""The reference of 06_normalization against PyTorch and SciPy."""

import numpy as np
import pytest
import torch
from scipy import stats

from tests.exercises.loading import load

normalization = load("06_normalization")

SHAPES = [(7, 3), (3, 2, 4, 5), (2, 3, 1, 2)]


def pair(shape, dtype=torch.float64, **settings):
    """Our layer and PyTorch's with the same parameters and buffers."""
    rng = np.random.default_rng(5)
    ours = normalization.BatchNorm(shape[1], **settings)
    make = torch.nn.BatchNorm1d if len(shape) == 2 else torch.nn.BatchNorm2d
    theirs = make(shape[1], dtype=dtype, **settings)
    ours.gamma, ours.beta = rng.normal(size=shape[1]), rng.normal(size=shape[1])
    ours.running_mean, ours.running_var = rng.normal(size=shape[1]), rng.uniform(1, 2, shape[1])
    theirs.load_state_dict(
        {
            "weight": torch.tensor(ours.gamma),
            "bias": torch.tensor(ours.beta),
            "running_mean": torch.tensor(ours.running_mean),
            "running_var": torch.tensor(ours.running_var),
            "num_batches_tracked": torch.tensor(0),
        }
    )
    return ours, theirs


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("settings", [{}, {"momentum": 0.3, "eps": 0.1}])
def test_batch_norm(shape, training, settings):
    rng = np.random.default_rng(6)
    ours, theirs = pair(shape, **settings)
    theirs.train(training)
    for _ in range(3):
        x, dout = rng.normal(2, 3, shape), rng.normal(size=shape)
        leaf = torch.tensor(x, requires_grad=True)
        theirs.zero_grad()
        y = theirs(leaf)
        y.backward(torch.tensor(dout))
        np.testing.assert_allclose(ours.forward(x, training), y.detach().numpy(), atol=1e-12)
        dx, dgamma, dbeta = ours.backward(dout)
        np.testing.assert_allclose(dx, leaf.grad.numpy(), atol=1e-12)
        np.testing.assert_allclose(dgamma, theirs.weight.grad.numpy(), atol=1e-12)
        np.testing.assert_allclose(dbeta, theirs.bias.grad.numpy(), atol=1e-12)
        np.testing.assert_allclose(ours.running_mean, theirs.running_mean.numpy(), atol=1e-13)
        np.testing.assert_allclose(ours.running_var, theirs.running_var.numpy(), atol=1e-13)


@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_float32(training):
    shape = (6, 2, 3, 3)
    ours, theirs = pair(shape, dtype=torch.float32)
    theirs.train(training)
    x = np.random.default_rng(7).normal(size=shape).astype(np.float32)
    y = ours.forward(x, training)
    assert y.dtype == np.float32
    np.testing.assert_allclose(y, theirs(torch.tensor(x)).detach().numpy(), atol=1e-5)
    assert all(part.dtype == np.float32 for part in ours.backward(x))


@pytest.mark.parametrize("shape", [(4,), (3, 5), (2, 3, 6)])
def test_layer_norm(shape):
    rng = np.random.default_rng(8)
    x, gamma, beta = rng.normal(size=shape), rng.normal(size=shape[-1]), rng.normal(size=shape[-1])
    for eps in (1e-5, 0.1):
        wanted = torch.nn.functional.layer_norm(
            torch.tensor(x), shape[-1:], torch.tensor(gamma), torch.tensor(beta), eps
        )
        got = normalization.layer_norm(x, gamma, beta, eps)
        np.testing.assert_allclose(got, wanted.numpy(), atol=1e-13)


def test_dropout():
    x = np.random.default_rng(9).normal(size=(200, 50)) + 10
    layer = normalization.Dropout(0.3, seed=1)
    y = layer.forward(x, True)
    kept = y != 0
    np.testing.assert_allclose(y, kept * x / 0.7)
    assert stats.binomtest(int(kept.sum()), kept.size, 0.7).pvalue > 1e-6
    np.testing.assert_array_equal(layer.backward(x), y)
    assert not np.array_equal(layer.forward(x, True), y)
    np.testing.assert_array_equal(layer.forward(x, False), x)
    np.testing.assert_array_equal(layer.backward(x), x)


def test_initial_weights():
    he = normalization.he_normal(8, (100, 50), seed=3)
    assert stats.kstest(he.ravel(), "norm", args=(0, 0.5)).pvalue > 1e-6
    limit = np.sqrt(6 / 14)
    xavier = normalization.xavier_uniform(10, 4, (100, 50), seed=4)
    assert stats.kstest(xavier.ravel(), "uniform", args=(-limit, 2 * limit)).pvalue > 1e-6
    torch_bound = torch.nn.init.xavier_uniform_(torch.empty(4, 10, dtype=torch.float64)).abs().max()
    assert float(torch_bound) <= limit
