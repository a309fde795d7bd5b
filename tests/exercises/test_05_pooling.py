"""The reference of 05_pooling against PyTorch, forward and backward."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from tests.exercises.loading import load

pooling = load("05_pooling")

CASES = [
    (k, s, p)
    for k, s, p in itertools.product([1, 2, (2, 3), (3, 2)], [None, 1, 2, (1, 3)], [0, 1, (1, 0)])
    if all(2 * b <= a for a, b in zip(np.broadcast_to(k, 2), np.broadcast_to(p, 2), strict=True))
]
DTYPES = [np.float64, np.float32]


def torch_args(k, s, p):
    return {"kernel_size": k, "stride": s, "padding": p}


def gradient(function, x, dout):
    """The gradient PyTorch finds for `function` at x with the cotangent dout."""
    leaf = torch.tensor(x, requires_grad=True)
    function(leaf).backward(torch.tensor(dout))
    return leaf.grad.numpy()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("tied", [False, True])
def test_max(dtype, tied):
    rng = np.random.default_rng(0)
    for k, s, p in CASES:
        x = rng.standard_normal((2, 3, 7, 6)).astype(dtype)
        x = np.round(x) if tied else x
        expected = F.max_pool2d(torch.tensor(x), **torch_args(k, s, p)).numpy()
        out = pooling.max_pool2d(x, k, s, p)
        assert out.dtype == dtype
        np.testing.assert_array_equal(out, expected)
        dout = rng.standard_normal(out.shape).astype(dtype)
        dx = pooling.max_pool2d_backward(dout, x, k, s, p)
        assert dx.dtype == dtype
        wanted = gradient(lambda t, a=(k, s, p): F.max_pool2d(t, **torch_args(*a)), x, dout)
        np.testing.assert_allclose(dx, wanted, atol=1e-12 if dtype is np.float64 else 1e-5)


@pytest.mark.parametrize("dtype", DTYPES)
def test_avg(dtype):
    rng = np.random.default_rng(1)
    atol = 1e-12 if dtype is np.float64 else 1e-5
    for k, s, p in CASES:
        x = rng.standard_normal((2, 3, 7, 6)).astype(dtype)
        expected = F.avg_pool2d(torch.tensor(x), **torch_args(k, s, p)).numpy()
        out = pooling.avg_pool2d(x, k, s, p)
        assert out.dtype == dtype
        np.testing.assert_allclose(out, expected, atol=atol)
        dout = rng.standard_normal(out.shape).astype(dtype)
        dx = pooling.avg_pool2d_backward(dout, x.shape, k, s, p)
        assert dx.dtype == dtype
        wanted = gradient(lambda t, a=(k, s, p): F.avg_pool2d(t, **torch_args(*a)), x, dout)
        np.testing.assert_allclose(dx, wanted, atol=atol)


def test_global_avg():
    rng = np.random.default_rng(2)
    x, dout = rng.standard_normal((2, 3, 4, 5)), rng.standard_normal((2, 3))
    expected = F.adaptive_avg_pool2d(torch.tensor(x), 1)[:, :, 0, 0].numpy()
    np.testing.assert_allclose(pooling.global_avg_pool2d(x), expected, atol=1e-14)
    wanted = gradient(lambda t: F.adaptive_avg_pool2d(t, 1)[:, :, 0, 0], x, dout)
    got = pooling.global_avg_pool2d_backward(dout, x.shape)
    np.testing.assert_allclose(got, wanted, atol=1e-14)


def test_empty_batch():
    none = np.zeros((0, 2, 4, 5))
    assert pooling.max_pool2d(none, 2).shape == (0, 2, 2, 2)
    assert pooling.avg_pool2d(none, 2).shape == (0, 2, 2, 2)
    assert pooling.max_pool2d_backward(np.zeros((0, 2, 2, 2)), none, 2).shape == none.shape
