"""02_backprop's reference against PyTorch and the complex step."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from tests.exercises.loading import load

backprop = load("02_backprop")

CURVES = {
    "sigmoid": (torch.sigmoid, {}),
    "tanh": (torch.tanh, {}),
    "relu": (functional.relu, {}),
    "leaky_relu": (functional.leaky_relu, {"negative_slope": 1.7}),
    "elu": (functional.elu, {"alpha": 1.7}),
}


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_activations_match_torch(name, dtype):
    curve, options = CURVES[name]
    ours = {"alpha": 1.7} if options else {}
    rng = np.random.default_rng(0)
    x, dout = (3 * rng.normal(size=(2, 4, 5, 6))).astype(dtype)
    tensor = torch.tensor(x, requires_grad=True)
    expected = curve(tensor, **options)
    expected.backward(torch.tensor(dout))
    assert tensor.grad is not None
    close = {"rtol": 2e-6, "atol": 1e-6} if dtype == np.float32 else {"rtol": 1e-12, "atol": 1e-14}
    forward = getattr(backprop, name)(x, **ours)
    backward = getattr(backprop, f"{name}_backward")(dout, x, **ours)
    assert forward.dtype == backward.dtype == dtype
    np.testing.assert_allclose(forward, expected.detach().numpy(), **close)
    np.testing.assert_allclose(backward, tensor.grad.numpy(), **close)


def test_smooth_slopes_match_the_complex_step():
    x = np.linspace(-4, 4, 33)
    step = x + 1e-30j
    dout = np.cos(x)
    sigmoid_slope = (1 / (1 + np.exp(-step))).imag / 1e-30
    np.testing.assert_allclose(
        backprop.sigmoid_backward(dout, x), dout * sigmoid_slope, rtol=1e-13, atol=1e-16
    )
    tanh_slope = np.tanh(step).imag / 1e-30
    np.testing.assert_allclose(
        backprop.tanh_backward(dout, x), dout * tanh_slope, rtol=1e-11, atol=1e-15
    )


def test_linear_layer_matches_torch():
    rng = np.random.default_rng(1)
    x, w, b = rng.normal(size=(2, 3, 4)), rng.normal(size=(4, 5)), rng.normal(size=5)
    dout = rng.normal(size=(2, 3, 5))
    tensors = [torch.tensor(array, requires_grad=True) for array in (x, w, b)]
    expected = functional.linear(tensors[0], tensors[1].T, tensors[2])
    expected.backward(torch.tensor(dout))
    np.testing.assert_allclose(backprop.linear_forward(x, w, b), expected.detach().numpy())
    for ours, tensor in zip(backprop.linear_backward(dout, x, w), tensors, strict=True):
        np.testing.assert_allclose(ours, tensor.grad.numpy(), atol=1e-14)


def expression(a, b):
    """Every operation once, shared nodes, numbers on both sides."""
    c = a * b + 2 - a / b
    d = (3 - c) * (c - 1) + (-a).exp() / 4
    e = (2 / b + d**2 * 0.1).tanh() + (c * c + 1).log()
    return e * d.relu() + 1 / (1 + e**2) + c


@pytest.mark.parametrize("numbers", [(0.7, -1.3), (-2.1, 0.4), (1.5, 1.1)])
def test_value_matches_torch(numbers):
    leaves = [backprop.Value(number) for number in numbers]
    result = expression(*leaves)
    result.backward()
    tensors = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    expected = expression(*tensors)
    expected.backward()
    np.testing.assert_allclose(result.data, expected.item(), rtol=1e-12)
    for leaf, tensor in zip(leaves, tensors, strict=True):
        np.testing.assert_allclose(leaf.grad, tensor.grad.item(), rtol=1e-11)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_network_matches_torch(activation):
    rng = np.random.default_rng(2)
    x, labels = rng.normal(size=(6, 5)), rng.integers(0, 3, 6)
    net = backprop.MLP([5, 7, 4, 3], activation=activation, seed=3)
    params = {name: torch.tensor(value) for name, value in net.parameters().items()}
    out = torch.tensor(x)
    for parameter in params.values():
        parameter.requires_grad_()
    for layer in (1, 2, 3):
        out = out @ params[f"W{layer}"] + params[f"b{layer}"]
        out = getattr(torch, activation)(out) if layer < 3 else out
    expected = functional.cross_entropy(out, torch.tensor(labels))
    expected.backward()
    loss, grads = net.loss_and_grads(x, labels)
    np.testing.assert_allclose(net.forward(x), out.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(loss, expected.item(), rtol=1e-12)
    assert grads.keys() == params.keys()
    for name, parameter in params.items():
        np.testing.assert_allclose(grads[name], parameter.grad.numpy(), rtol=1e-10, atol=1e-15)


def test_network_learns():
    """Plain gradient descent bends a border that no linear model could draw (XOR)."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    labels = np.array([0, 1, 1, 0])
    net = backprop.MLP([2, 8, 2], activation="tanh", seed=0)
    for _ in range(300):
        _, grads = net.loss_and_grads(x, labels)
        params = net.parameters()
        net.load({name: params[name] - 0.5 * grads[name] for name in params})
    assert net.loss_and_grads(x, labels)[0] < 0.05
    assert net.forward(x).argmax(axis=1).tolist() == labels.tolist()
