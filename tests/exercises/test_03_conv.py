"""The reference of 03_conv against PyTorch and SciPy."""

import doctest
import itertools

import numpy as np
import pytest
import scipy.signal
import torch
from torch import nn

from tests.exercises.loading import load

conv = load("03_conv")

OPTIONS = [
    {},
    {"stride": 2},
    {"stride": (2, 3), "padding": (1, 0)},
    {"padding": (2, 1), "dilation": (1, 2)},
    {"stride": (3, 1), "padding": 2, "dilation": 2},
    {"stride": (1, 2), "padding": (0, 2), "dilation": (2, 1)},
]


def case(seed, n=2, c_in=3, c_out=4, image=(8, 7), kernel=(3, 2)):
    rng = np.random.default_rng(seed)
    shapes = (n, c_in, *image), (c_out, c_in, *kernel), (c_out,)
    return [rng.normal(size=shape) for shape in shapes]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("options", OPTIONS)
def test_conv2d_forward_and_backward_are_torchs(options, dtype):
    x, w, b = (array.astype(dtype) for array in case(0))
    tensors = [torch.tensor(array, requires_grad=True) for array in (x, w, b)]
    expected = nn.functional.conv2d(*tensors, **options)
    result = conv.conv2d(x, w, b, **options)
    assert result.dtype == dtype
    torch.testing.assert_close(torch.tensor(result), expected.detach(), rtol=1e-5, atol=1e-5)

    dout = np.random.default_rng(1).normal(size=result.shape).astype(dtype)
    expected.backward(torch.tensor(dout))
    for gradient, tensor in zip(conv.conv2d_backward(dout, x, w, **options), tensors, strict=True):
        assert gradient.dtype == dtype
        torch.testing.assert_close(torch.tensor(gradient), tensor.grad, rtol=1e-5, atol=1e-4)


def test_conv2d_without_bias_and_with_one_by_one_shapes():
    for seed, (image, kernel) in enumerate([((1, 1), (1, 1)), ((5, 1), (3, 1)), ((1, 6), (1, 4))]):
        x, w, _ = case(seed, n=1, c_in=1, c_out=1, image=image, kernel=kernel)
        expected = nn.functional.conv2d(torch.tensor(x), torch.tensor(w)).numpy()
        np.testing.assert_allclose(conv.conv2d(x, w), expected, rtol=1e-12, atol=1e-12)


def test_dx_is_torchs_transposed_convolution():
    x, w, _ = case(2)
    dout = np.random.default_rng(3).normal(size=(2, 4, 3, 4))
    dx, _, _ = conv.conv2d_backward(dout, x, w, stride=2, padding=(0, 1))
    expected = nn.functional.conv_transpose2d(
        torch.tensor(dout), torch.tensor(w), stride=2, padding=(0, 1), output_padding=(1, 1)
    )
    np.testing.assert_allclose(dx, expected.numpy(), rtol=1e-12, atol=1e-12)


def test_sizes_are_torchs():
    grid = itertools.product((5, 8, 9), (1, 2, 3), (0, 1), (1, 2, 3), (1, 2))
    for n, f, p, s, d in grid:
        forward = nn.functional.conv1d(
            torch.ones(1, 1, n), torch.ones(1, 1, f), padding=p, stride=s, dilation=d
        )
        assert conv.conv_output_size(n, f, p, s, d) == forward.shape[-1]
        for extra in range(min(s, 2)):
            backward = nn.functional.conv_transpose1d(
                torch.ones(1, 1, n), torch.ones(1, 1, f), padding=p, stride=s, dilation=d,
                output_padding=extra,
            )  # fmt: skip
            assert conv.transposed_conv_output_size(n, f, p, s, extra, d) == backward.shape[-1]
    for f in (1, 3, 5, 7):
        same = nn.functional.conv1d(torch.ones(1, 1, 9), torch.ones(1, 1, f), padding="same")
        assert same.shape[-1] == conv.conv_output_size(9, f, conv.same_padding(f)) == 9


def test_counts_are_torchs():
    def count(module):
        return sum(parameter.numel() for parameter in module.parameters())

    for c_in, c_out, k, bias, groups in [
        (3, 10, 3, True, 1), (2, 3, (3, 2), True, 1), (4, 6, (1, 5), False, 2), (6, 6, 3, True, 6),
    ]:  # fmt: skip
        layer = nn.Conv2d(c_in, c_out, k, bias=bias, groups=groups)
        assert conv.conv_params(c_in, c_out, k, bias, groups) == count(layer)
    assert conv.linear_params(400, 120) == count(nn.Linear(400, 120)) == 48_120
    assert conv.linear_params(400, 120, bias=False) == count(nn.Linear(400, 120, bias=False))


def test_the_numbers_of_the_course():
    assert conv.linear_params(1000 * 1000 * 3, 1000, bias=False) == 3 * 10**9
    assert conv.linear_params(3_072, 4_704, bias=False) == 14_450_688
    bottleneck = conv.conv_macs(192, 16, 1, 28, 28) + conv.conv_macs(16, 32, 5, 28, 28)
    assert (conv.conv_macs(192, 32, 5, 28, 28), bottleneck) == (120_422_400, 12_443_648)
    two, one = 2 * conv.conv_params(8, 8, 3, bias=False), conv.conv_params(8, 8, 5, bias=False)
    assert two / one == 0.72
    assert conv.receptive_field([(3, 1), (3, 1)]) == conv.receptive_field([(5, 1)])


def test_receptive_field_is_where_torchs_gradient_is_not_zero():
    for layers in ([(3, 2), (3, 2), (2, 1)], [(3, 1, 2), (5, 3), (3, 1, 3)], [(1, 4), (3, 1)]):
        x = torch.ones(1, 1, 120, requires_grad=True)
        y = x
        for kernel, stride, *dilation in layers:
            weights = torch.ones(1, 1, kernel)
            y = nn.functional.conv1d(y, weights, stride=stride, dilation=(dilation or [1])[0])
        y[0, 0, 1].backward()
        seen = torch.nonzero(x.grad[0, 0])
        assert conv.receptive_field(layers) == int(seen[-1] - seen[0]) + 1


def test_pad2d_is_numpys():
    x = np.random.default_rng(4).normal(size=(2, 3, 4, 5)).astype(np.float32)
    expected = np.pad(x, ((0, 0), (0, 0), (1, 1), (2, 2)), constant_values=-np.inf)
    result = conv.pad2d(x, (1, 2), -np.inf)
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@pytest.mark.parametrize("kernel", [(3, 3), (2, 4), (4, 1), (1, 1)])
def test_convolve2d_is_scipys(mode, kernel):
    rng = np.random.default_rng(5)
    image, kernel = rng.normal(size=(6, 5)), rng.normal(size=kernel)
    expected = scipy.signal.convolve2d(image, kernel, mode)
    np.testing.assert_allclose(conv.convolve2d(image, kernel, mode), expected, atol=1e-12)


def test_edge_kernels_answer_to_the_right_edges():
    step = np.repeat([10.0, 0.0], 3) * np.ones((6, 1))
    for names, image in ((("vertical", "sobel_x", "scharr_x"), step),
                         (("horizontal", "sobel_y", "scharr_y"), step.T)):  # fmt: skip
        for name in names:
            kernel = conv.edge_kernel(name)
            assert scipy.signal.correlate2d(image, kernel, "valid").max() > 0
            assert scipy.signal.correlate2d(image, kernel, "valid").min() == 0
            assert not scipy.signal.correlate2d(image.T, kernel, "valid").any()
    assert conv.edge_kernel("blur").sum() == pytest.approx(1)
    assert conv.edge_kernel("sharpen").sum() == 1


def test_trace_is_a_torch_networks_table():
    layers = [
        {"type": "conv", "out_channels": 6, "kernel": (5, 3), "stride": (2, 1), "padding": (1, 2)},
        {"type": "pool", "kernel": 3, "stride": 2, "padding": 1},
        {"type": "conv", "out_channels": 8, "kernel": 3, "bias": False},
        {"type": "pool", "kernel": (2, 3)},
        {"type": "flatten"},
        {"type": "linear", "out_features": 10},
    ]
    modules = [
        nn.Conv2d(3, 6, (5, 3), (2, 1), (1, 2)), nn.MaxPool2d(3, 2, 1),
        nn.Conv2d(6, 8, 3, bias=False), nn.MaxPool2d((2, 3)), nn.Flatten(), nn.LazyLinear(10),
    ]  # fmt: skip
    y = torch.zeros(1, 3, 31, 20)
    for module, row in zip(modules, conv.trace(layers, (3, 31, 20)), strict=True):
        y = module(y)
        assert row["output_shape"] == tuple(y.shape[1:])
        assert row["params"] == sum(parameter.numel() for parameter in module.parameters())


def test_examples_in_the_docstrings():
    assert doctest.testmod(conv).failed == 0
