"""Hidden checks for 07_residual."""

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st
from hypothesis.strategies import integers

from grader.testing import assert_close, compare_layouts, seeds

CHANNELS = integers(1, 4)
STRIDES = integers(1, 3)
SIDES = integers(3, 6)


def check_weights(student, reference, cls, args, **kwargs):
    """The state dict has the right names and shapes."""
    actual = student.harness.shapes(cls, args, kwargs)
    expected = reference.harness.shapes(cls, args, kwargs)
    compare_layouts(actual, expected, cls)


def check_values(student, reference, cls, args, c_in, seed, height, width, **kwargs):
    """With loaded weights, outputs, gradients and buffers are the reference's, eval and train."""
    x = np.random.default_rng(seed).standard_normal((2, c_in, height, width))
    for training in (False, True):
        mode = "training mode" if training else "eval mode"
        actual = student.harness.run(cls, args, kwargs, x, seed, training, device=student.device)
        expected = reference.harness.run(cls, args, kwargs, x, seed, training)
        for key, what in (
            ("output", "the output"),
            ("dx", "the gradient of the input"),
            ("gradients", "the gradients of the weights"),
            ("buffers", "the running statistics"),
        ):
            close(actual[key], expected[key], f"{what} in {mode}")


def close(actual, expected, what):
    assert_close(actual, expected, what=what, rtol=1e-6, atol=1e-7)


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=20)
@given(c_in=CHANNELS, c_out=CHANNELS, stride=STRIDES)
@example(c_in=2, c_out=3, stride=1)
@example(c_in=2, c_out=2, stride=1)
@example(c_in=2, c_out=2, stride=2)
def test_residual_weights(student, reference, c_in, c_out, stride):
    """ResidualBlock has the weights that the stub names.

    Which layers have a bias? When does the shortcut need weights: think of the channels and of the
    stride.
    """
    check_weights(student, reference, "ResidualBlock", [c_in, c_out], stride=stride)
    if stride == 1:
        check_weights(student, reference, "ResidualBlock", [c_in, c_out])


@pytest.mark.practice
@pytest.mark.points(3)
@pytest.mark.requires("test_residual_weights")
@settings(max_examples=10)
@given(c_in=CHANNELS, c_out=CHANNELS, stride=STRIDES, h=SIDES, w=SIDES, seed=seeds())
@example(c_in=3, c_out=3, stride=1, h=4, w=5, seed=0)
@example(c_in=3, c_out=2, stride=2, h=5, w=4, seed=1)
def test_residual_values(student, reference, c_in, c_out, stride, h, w, seed):
    """ResidualBlock computes relu(branch + shortcut), forth and back.

    Write down the order: convolution, norm, ReLU, convolution, norm, sum, ReLU.
    """
    args = [c_in, c_out, stride]
    check_values(student, reference, "ResidualBlock", args, c_in, seed, h, w)


@pytest.mark.points(2)
@pytest.mark.requires("test_residual_weights")
@settings(max_examples=8)
@given(channels=CHANNELS, h=SIDES, w=SIDES, seed=seeds())
def test_residual_skip(student, reference, channels, h, w, seed):
    """With a silent branch, ResidualBlock is relu(x) and the gradient still arrives.

    The weights of the last batch norm are zero here, so only the skip speaks.
    """
    x = np.random.default_rng(seed).standard_normal((2, channels, h, w))
    args = ["ResidualBlock", [channels, channels], {}, x, seed, True, ("bn2.weight", "bn2.bias")]
    actual = student.harness.run(*args, device=student.device)
    expected = reference.harness.run(*args)
    close(np.asarray(actual["output"]), np.maximum(x, 0.0), "the output with a silent branch")
    close(actual["dx"], expected["dx"], "the gradient of the input with a silent branch")


@pytest.mark.points(1)
@pytest.mark.requires("test_residual_weights")
def test_residual_stride(student, reference):
    """The stride of ResidualBlock stands on the first convolution.

    The mask shows which input pixels one output pixel sees. Its size tells where the stride is.
    """
    for stride, row, column in ((1, 4, 5), (2, 3, 2), (3, 2, 3)):
        args = ["ResidualBlock", [2, 3, stride], {}, (1, 2, 14, 15), row, column]
        actual = student.harness.footprint(*args, device=student.device)
        expected = reference.harness.footprint(*args)
        assert_close(actual, expected, what=f"the pixels seen at stride {stride}")


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=20)
@given(c_in=integers(1, 8), c_mid=integers(1, 3), stride=STRIDES, expansion=integers(1, 4))
@example(c_in=4, c_mid=2, stride=1, expansion=2)
@example(c_in=4, c_mid=2, stride=2, expansion=2)
@example(c_in=2, c_mid=2, stride=1, expansion=2)
@example(c_in=8, c_mid=2, stride=1, expansion=4)
def test_bottleneck_weights(student, reference, c_in, c_mid, stride, expansion):
    """Bottleneck has the weights that the stub names, and grows its channels by 4 unless told.

    How many channels does the output have, and when does that differ from the input?
    """
    args = [c_in, c_mid, stride]
    check_weights(student, reference, "Bottleneck", args, expansion=expansion)
    if expansion == 4:
        check_weights(student, reference, "Bottleneck", args)
    if stride == 1:
        check_weights(student, reference, "Bottleneck", [c_in, c_mid], expansion=expansion)


@pytest.mark.points(3)
@pytest.mark.requires("test_bottleneck_weights")
@settings(max_examples=10)
@given(
    c_in=integers(1, 4),
    c_mid=integers(1, 3),
    stride=STRIDES,
    expansion=integers(1, 3),
    h=SIDES,
    w=SIDES,
    seed=seeds(),
)
@example(c_in=4, c_mid=2, stride=1, expansion=2, h=4, w=5, seed=0)
@example(c_in=3, c_mid=2, stride=2, expansion=2, h=5, w=6, seed=1)
def test_bottleneck_values(student, reference, c_in, c_mid, stride, expansion, h, w, seed):
    """Bottleneck shrinks, convolves, grows, adds the skip, forth and back.

    Is there a ReLU after each of the first two norms, and none between the third and the sum?
    """
    args = [c_in, c_mid, stride, expansion]
    check_values(student, reference, "Bottleneck", args, c_in, seed, h, w)


@pytest.mark.points(2)
@pytest.mark.requires("test_bottleneck_weights")
def test_bottleneck_stride(student, reference):
    """The stride of Bottleneck stands on the 3x3 convolution.

    The mask shows which input pixels one output pixel sees: neighbours, or pixels with gaps?
    """
    for stride, row, column in ((1, 4, 5), (2, 3, 2), (3, 2, 3)):
        args = ["Bottleneck", [2, 1, stride], {}, (1, 2, 14, 15), row, column]
        actual = student.harness.footprint(*args, device=student.device)
        expected = reference.harness.footprint(*args)
        assert_close(actual, expected, what=f"the pixels seen at stride {stride}")


PUBLISHED = {
    "ResidualBlock": [([64, 64], 73_984), ([64, 128, 2], 230_144)],
    "Bottleneck": [([256, 64], 70_400)],
    "PreActBlock": [([64, 64], 73_984), ([64, 128, 2], 229_760)],
    "InceptionBlock": [([192, 64, 96, 128, 16, 32, 32], 163_696)],
    "NiNBlock": [([3, 96, 11, 4, 0], 53_568)],
    "DenseBlock": [([16, 12, 4], 14_960)],
}


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.parametrize("cls", PUBLISHED)
def test_counts(student, cls):
    """A block of the published networks has as many parameters as published.

    Count by hand: k * k * c_in * c_out a convolution, 2 * channels a batch norm.
    """
    for args, expected in PUBLISHED[cls]:
        actual = student.harness.count(cls, args, {})
        call = f"{cls}({', '.join(map(str, args))})"
        assert_close(actual, expected, what=f"the number of parameters of {call}")


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=20)
@given(c_in=CHANNELS, c_out=CHANNELS, stride=STRIDES)
@example(c_in=2, c_out=2, stride=1)
@example(c_in=2, c_out=2, stride=2)
@example(c_in=2, c_out=3, stride=1)
def test_preact_weights(student, reference, c_in, c_out, stride):
    """PreActBlock has the weights that the stub names.

    Each norm stands before its convolution here: how many channels does bn1 see?
    """
    check_weights(student, reference, "PreActBlock", [c_in, c_out], stride=stride)
    if stride == 1:
        check_weights(student, reference, "PreActBlock", [c_in, c_out])


@pytest.mark.points(3)
@pytest.mark.requires("test_preact_weights")
@settings(max_examples=10)
@given(c_in=CHANNELS, c_out=CHANNELS, stride=STRIDES, h=SIDES, w=SIDES, seed=seeds())
@example(c_in=3, c_out=3, stride=1, h=4, w=5, seed=0)
@example(c_in=3, c_out=2, stride=2, h=5, w=4, seed=1)
def test_preact_values(student, reference, c_in, c_out, stride, h, w, seed):
    """PreActBlock normalises and activates before it convolves, forth and back.

    What is projected when the shape changes, and what is added when it does not?
    """
    args = [c_in, c_out, stride]
    check_values(student, reference, "PreActBlock", args, c_in, seed, h, w)


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_preact_weights")
@settings(max_examples=8)
@given(channels=CHANNELS, h=SIDES, w=SIDES, seed=seeds())
def test_preact_skip(student, reference, channels, h, w, seed):
    """With a silent branch, PreActBlock is exactly x, negative numbers too.

    conv2 is zero here. What else could touch x on its way through?
    """
    x = np.random.default_rng(seed).standard_normal((2, channels, h, w))
    args = ["PreActBlock", [channels, channels], {}, x, seed, True, ("conv2.weight",)]
    actual = student.harness.run(*args, device=student.device)
    expected = reference.harness.run(*args)
    close(np.asarray(actual["output"]), x, "the output with a silent branch")
    close(actual["dx"], expected["dx"], "the gradient of the input with a silent branch")


@pytest.mark.points(1)
@pytest.mark.requires("test_preact_weights")
def test_preact_stride(student, reference):
    """The stride of PreActBlock stands on the first convolution.

    The mask shows which input pixels one output pixel sees.
    """
    for stride, row, column in ((1, 4, 5), (2, 3, 2), (3, 2, 3)):
        args = ["PreActBlock", [2, 3, stride], {}, (1, 2, 14, 15), row, column]
        actual = student.harness.footprint(*args, device=student.device)
        expected = reference.harness.footprint(*args)
        assert_close(actual, expected, what=f"the pixels seen at stride {stride}")


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=15)
@given(args=st.lists(integers(1, 5), min_size=7, max_size=7))
@example(args=[2, 3, 4, 5, 1, 6, 7])
def test_inception_weights(student, reference, args):
    """InceptionBlock has the weights that the stub names.

    Which branch reads the input, and which reads a reduced one? No batch norm here, so each has a
    bias.
    """
    check_weights(student, reference, "InceptionBlock", args)


@pytest.mark.points(3)
@pytest.mark.requires("test_inception_weights")
@settings(max_examples=10)
@given(args=st.lists(integers(1, 4), min_size=7, max_size=7), h=SIDES, w=SIDES, seed=seeds())
@example(args=[2, 3, 3, 3, 1, 3, 3], h=5, w=6, seed=0)
@example(args=[2, 3, 4, 2, 3, 1, 2], h=5, w=6, seed=0)
def test_inception_values(student, reference, args, h, w, seed):
    """InceptionBlock runs four branches and joins them, forth and back.

    Every convolution is followed by ReLU. Pool first, then project.
    """
    check_values(student, reference, "InceptionBlock", args, args[0], seed, h, w)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_inception_weights")
@settings(max_examples=8)
@given(c=st.lists(integers(1, 3), min_size=4, max_size=4), h=SIDES, w=SIDES)
@example(c=[1, 2, 3, 4], h=4, w=3)
def test_inception_order(student, reference, c, h, w):
    """The channels of InceptionBlock come as 1x1, 3x3, 5x5, pool, and height and width stay.

    Each branch gives its own number here (1, 2, 3, 4), so that the order can be read off.
    """
    values = {"branch1.bias": 1, "branch3.bias": 2, "branch5.bias": 3, "branch_pool.bias": 4}
    actual = student.harness.constant_branches(
        "InceptionBlock",
        [2, c[0], 1, c[1], 1, c[2], c[3]],
        {},
        values,
        np.zeros((1, 2, h, w)),
        device=student.device,
    )
    expected = np.repeat([1.0, 2.0, 3.0, 4.0], c)[None, :, None, None] * np.ones((1, 1, h, w))
    assert_close(np.asarray(actual), expected, what="the channels of the four branches")


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=15)
@given(c_in=CHANNELS, c_out=CHANNELS, k=integers(1, 5), stride=STRIDES, padding=integers(0, 2))
def test_nin_weights(student, reference, c_in, c_out, k, stride, padding):
    """NiNBlock has the weights that the stub names.

    Only the first kernel is k x k.
    """
    check_weights(student, reference, "NiNBlock", [c_in, c_out, k, stride, padding])


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_nin_weights")
@settings(max_examples=10)
@given(
    c_in=CHANNELS,
    c_out=CHANNELS,
    k=integers(1, 3),
    stride=STRIDES,
    padding=integers(0, 2),
    h=SIDES,
    w=SIDES,
    seed=seeds(),
)
@example(c_in=3, c_out=4, k=3, stride=2, padding=1, h=5, w=6, seed=0)
def test_nin_values(student, reference, c_in, c_out, k, stride, padding, h, w, seed):
    """NiNBlock is three convolutions with a ReLU after each, forth and back.

    Stride and padding belong to the first convolution only.
    """
    args = [c_in, c_out, k, stride, padding]
    check_values(student, reference, "NiNBlock", args, c_in, seed, h, w)


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=15)
@given(c_in=CHANNELS, growth=CHANNELS, layers=integers(1, 4))
@example(c_in=2, growth=3, layers=3)
def test_dense_weights(student, reference, c_in, growth, layers):
    """DenseBlock has the weights that the stub names.

    How many channels has layer i in front of it?
    """
    check_weights(student, reference, "DenseBlock", [c_in, growth, layers])


@pytest.mark.practice
@pytest.mark.points(3)
@pytest.mark.requires("test_dense_weights")
@settings(max_examples=10)
@given(c_in=CHANNELS, growth=CHANNELS, layers=integers(1, 3), h=SIDES, w=SIDES, seed=seeds())
@example(c_in=2, growth=3, layers=3, h=4, w=5, seed=0)
@example(c_in=2, growth=2, layers=2, h=4, w=5, seed=0)
def test_dense_values(student, reference, c_in, growth, layers, h, w, seed):
    """Each layer of DenseBlock reads everything before it, forth and back.

    Norm, ReLU, convolution; then append the new channels behind the old ones.
    """
    check_values(student, reference, "DenseBlock", [c_in, growth, layers], c_in, seed, h, w)


@pytest.mark.points(1)
@pytest.mark.requires("test_dense_weights")
@settings(max_examples=8)
@given(c_in=CHANNELS, growth=CHANNELS, layers=integers(1, 3), seed=seeds())
def test_dense_keeps_input(student, reference, c_in, growth, layers, seed):
    """The first channels of DenseBlock's output are the input, untouched.

    The concatenation is [old, new].
    """
    x = np.random.default_rng(seed).standard_normal((2, c_in, 4, 3))
    args = ["DenseBlock", [c_in, growth, layers], {}, x, seed, False]
    out = np.asarray(student.harness.run(*args, device=student.device)["output"])
    shape = (2, c_in + layers * growth, 4, 3)
    assert out.shape == shape, f"the output has shape {out.shape}, not {shape}"
    assert_close(out[:, :c_in], x, what="the first channels of the output")


WORKED = {
    "ResidualBlock": ([4, 8, 2], (1, 4, 7, 8), [1, 8, 4, 4]),
    "Bottleneck": ([8, 2, 2], (1, 8, 7, 8), [1, 8, 4, 4]),
    "PreActBlock": ([4, 8, 2], (1, 4, 7, 8), [1, 8, 4, 4]),
    "InceptionBlock": ([192, 64, 96, 128, 16, 32, 32], (1, 192, 28, 28), [1, 256, 28, 28]),
    "NiNBlock": ([3, 96, 11, 4, 0], (1, 3, 224, 224), [1, 96, 54, 54]),
    "DenseBlock": ([16, 12, 4], (1, 16, 6, 5), [1, 64, 6, 5]),
}


@pytest.mark.points(1)
@pytest.mark.parametrize("cls", WORKED)
def test_worked_shapes(student, cls):
    """The shapes of the statement come out, in float32.

    Try the block's line of the statement's table in your own Python.
    """
    args, shape, expected = WORKED[cls]
    actual, dtype = student.harness.output_shape(cls, args, {}, shape)
    assert list(actual) == expected, f"{cls}{tuple(args)}: output shape {actual}, not {expected}"
    assert dtype == "torch.float32", f"{cls}: a float32 input gave {dtype}"
