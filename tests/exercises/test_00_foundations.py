"""The reference of 00_foundations against torch, SciPy and scikit-learn."""

import numpy as np
import pytest
import scipy.optimize
import torch
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from tests.exercises.loading import load

foundations = load("00_foundations")


def generic(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def test_vectors_against_torch():
    a, b = generic(7), generic(7, seed=1)
    assert foundations.inner(a, b) == pytest.approx(float(torch.tensor(a) @ torch.tensor(b)))
    for p in (1, 2, np.inf):
        expected = float(torch.linalg.vector_norm(torch.tensor(a), ord=p))
        assert foundations.norm(a, p) == pytest.approx(expected)
    labels = np.array([2, 0, 3])
    expected = torch.nn.functional.one_hot(torch.tensor(labels), 5).numpy()
    np.testing.assert_array_equal(foundations.one_hot(labels, 5), expected)


@pytest.mark.parametrize(
    ("scale", "oracle"),
    [("standardize", StandardScaler()), ("min_max_scale", MinMaxScaler())],
)
def test_scaling_against_scikit_learn(scale, oracle):
    train, test = 3 + 5 * generic(8, 3), 3 + 9 * generic(4, 3, seed=1)
    train[:, 1] = 0.1
    oracle.fit(train)
    z, stats = getattr(foundations, scale)(train)
    np.testing.assert_allclose(z, oracle.transform(train), atol=1e-12)
    z, again = getattr(foundations, scale)(test, stats)
    np.testing.assert_allclose(z, oracle.transform(test), atol=1e-12)
    np.testing.assert_array_equal(again, stats)


def test_gates_and_xor():
    table = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    for name, truth in {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "nand": [1, 1, 1, 0]}.items():
        assert foundations.perceptron(table, *foundations.gate(name)).tolist() == truth
    assert foundations.perceptron(table[:2, 1:], *foundations.gate("not")).tolist() == [1, 0]
    with pytest.raises(ValueError, match="xor"):
        foundations.gate("xor")
    # No line parts XOR: the linear programme that looks for one has no solution.
    sign = np.array([1, -1, -1, 1])[:, None]
    rows = sign * np.column_stack([table, np.ones(4)])
    answer = scipy.optimize.linprog(
        np.zeros(3), A_ub=rows, b_ub=-np.ones(4), bounds=[(None, None)] * 3
    )
    assert answer.status == 2


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", ["linear_regression", "logistic_regression"])
def test_regressions_against_torch(name, dtype):
    x, w, b = generic(6, 3), generic(3, seed=1), 0.3
    y = np.array([0.0, 1, 1, 0, 1, 0]) if name == "logistic_regression" else generic(6, seed=2)
    x, y, w = (a.astype(dtype) for a in (x, y, w))
    weights = torch.tensor(w, requires_grad=True)
    bias = torch.tensor(b, dtype=weights.dtype, requires_grad=True)
    out = torch.tensor(x) @ weights + bias
    if name == "linear_regression":
        expected = torch.nn.functional.mse_loss(out, torch.tensor(y))
    else:
        expected = torch.nn.functional.binary_cross_entropy_with_logits(out, torch.tensor(y))
    expected.backward()
    loss, dw, db = getattr(foundations, name)(x, y, w, b)
    tolerance = 1e-12 if dtype is np.float64 else 1e-6
    assert dw.dtype == dtype
    assert loss == pytest.approx(expected.item(), abs=tolerance)
    np.testing.assert_allclose(dw, weights.grad.numpy(), atol=tolerance)
    assert db == pytest.approx(bias.grad.item(), abs=tolerance)


def test_logistic_regression_at_huge_logits():
    x, w = np.array([[1e4], [-1e4]]), np.array([1.0])
    for y in ([1.0, 0.0], [0.0, 1.0]):
        out = torch.tensor(x[:, 0], requires_grad=True)
        expected = torch.nn.functional.binary_cross_entropy_with_logits(
            out, torch.tensor(y).double()
        )
        expected.backward()
        loss, _, db = foundations.logistic_regression(x, np.array(y), w, 0.0)
        assert loss == expected.item()
        assert db == pytest.approx(out.grad.sum().item())


def test_descent_against_torch_sgd():
    a = generic(4, 4)
    h, x0 = a @ a.T, generic(4, seed=1)
    limit = foundations.max_learning_rate(h)
    assert limit == pytest.approx(2 / torch.linalg.eigvalsh(torch.tensor(h))[-1].item())
    point = torch.tensor(x0.copy(), requires_grad=True)
    optimizer = torch.optim.SGD([point], lr=limit / 3)
    path = foundations.descend_quadratic(h, x0, limit / 3, 5)
    for row in path:
        np.testing.assert_allclose(row, point.detach().numpy(), atol=1e-12)
        optimizer.zero_grad()
        (point @ torch.tensor(h) @ point / 2).backward()
        optimizer.step()


def test_hessian_kind_against_torch():
    kinds = {
        "minimum": lambda p: p[0] ** 2 + p[0] * p[1] + p[1] ** 2,
        "maximum": lambda p: -(p[0] ** 2) - p[1] ** 2,
        "saddle": lambda p: p[0] ** 2 + 3 * p[0] * p[1] + p[1] ** 2,
        "inconclusive": lambda p: p[0] ** 2 + p[1] ** 4,
    }
    for kind, f in kinds.items():
        h = torch.autograd.functional.hessian(f, torch.zeros(2, dtype=torch.float64)).numpy()
        assert foundations.hessian_kind(h) == kind


def test_directional_derivative_by_a_small_step():
    grad, direction, step = generic(3), generic(3, seed=1), 1e-6
    unit = direction / np.linalg.norm(direction)
    slope = (np.dot(grad, step * unit) - np.dot(grad, -step * unit)) / (2 * step)
    assert foundations.directional_derivative(grad, direction) == pytest.approx(slope)
