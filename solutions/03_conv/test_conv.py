"""Hidden checks for 03_conv."""

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from hypothesis.strategies import integers

from grader.testing import arrays, assert_close, error_bound, seeds

# ---------------------------------------------------------------- what the checks draw

FEW = settings(max_examples=20)
dims = integers(1, 3)


def pairs(low, high):
    """An int, or a pair whose entries may differ."""
    return integers(low, high) | st.tuples(integers(low, high), integers(low, high))


def both(value):
    return value if isinstance(value, tuple) else (value, value)


@st.composite
def convolutions(draw, stride=None, padding=None, dilation=None, bias=False, batch=dims):
    """Arguments of conv2d, as a dict; an option that is None stays at its default."""
    n, c_in, c_out = draw(batch), draw(dims), draw(dims)
    kernel = draw(st.tuples(dims, dims))
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    options = {name: draw(pairs) for name, pairs in options.items() if pairs is not None}
    spread, around = both(options.get("dilation", 1)), both(options.get("padding", 0))
    image = []
    for k, d, p in zip(kernel, spread, around, strict=True):
        smallest = max(1, d * (k - 1) + 1 - 2 * p)
        image.append(smallest + draw(integers(0, 4)))
    case = {"x": draw(arrays((n, c_in, *image))), "w": draw(arrays((c_out, c_in, *kernel)))}
    if bias:
        case["b"] = draw(arrays((c_out,)))
    return case | options


GRADIENTS = ("dx", "dw", "db")
ANY_OPTIONS = {"stride": pairs(1, 3), "padding": pairs(0, 2), "dilation": pairs(1, 3)}


def cotangent(reference, case, seed):
    """A random gradient of the right shape to hand to conv2d_backward."""
    shape = reference.conv2d(**case).shape
    return np.round(np.random.default_rng(seed).uniform(-3, 3, shape), 1)


def array_of_shape(result, shape, what):
    """Let a check calculate with a learner's array only when it is one of the right shape."""
    assert isinstance(result, np.ndarray), f"{what} should be a NumPy array."
    assert result.shape == tuple(shape), f"{what} has shape {result.shape}, expected {shape}."
    return result


# ---------------------------------------------------------------- sizes


OUTPUT_SIZE_EXAMPLES = [
    ((6, 3), 4),
    ((6, 3, 1), 6),
    ((7, 3, 0, 2), 3),
    ((8, 3, 0, 2), 3),
    ((32, 5), 28),
    ((28, 2, 0, 2), 14),
    ((39, 3), 37),
    ((37, 5, 0, 2), 17),
    ((17, 5, 0, 2), 7),
    ((227, 11, 0, 4), 55),
    ((7, 3, 0, 1, 2), 3),
]


@pytest.mark.practice
@pytest.mark.points(1)
def test_output_size_examples(student):
    """The output sizes of well-known layers are right.

    Draw the axis as a row of boxes and slide the window over it by hand.
    """
    for arguments, expected in OUTPUT_SIZE_EXAMPLES:
        assert_close(student.conv_output_size(*arguments), expected)


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(1, 64), f=integers(1, 7), p=integers(0, 3), s=integers(1, 4))
def test_output_size(student, reference, n, f, p, s):
    """The output size rounds down.

    Count the places where a whole window fits. What happens to the pixels left over at the end?
    """
    assume(n + 2 * p >= f)
    assert_close(student.conv_output_size(n, f, p, s), reference.conv_output_size(n, f, p, s))


@pytest.mark.points(1)
@given(extra=integers(0, 9), f=integers(1, 5), p=integers(0, 2), s=integers(1, 3), d=integers(1, 4))
def test_output_size_with_dilation(student, reference, extra, f, p, s, d):
    """A dilated kernel reaches further and leaves fewer positions.

    How many boxes lie between the first and the last weight of a dilated kernel, both included?
    """
    n = max(1, d * (f - 1) + 1 - 2 * p) + extra
    got = student.conv_output_size(n, f, p=p, s=s, d=d)
    assert_close(got, reference.conv_output_size(n, f, p=p, s=s, d=d))


@pytest.mark.practice
@pytest.mark.points(1)
@given(half=integers(0, 8))
def test_same_padding(student, reference, half):
    """Same padding keeps the length for every odd kernel.

    The padding is counted on each side, so it is added twice.
    """
    f = 2 * half + 1
    assert_close(student.same_padding(f), reference.same_padding(f))


@pytest.mark.practice
@pytest.mark.points(0.5)
@given(n=integers(1, 27), s=integers(1, 5))
def test_tensorflow_same(student, reference, n, s):
    """TensorFlow's "same" size rounds up.

    How many steps of length s start inside a row of n boxes?
    """
    assert_close(student.tf_same_output_size(n, s), reference.tf_same_output_size(n, s))


@pytest.mark.practice
@pytest.mark.points(0.5)
@given(f=integers(1, 7), extra=integers(0, 20), s=integers(1, 5))
def test_tensorflow_valid(student, reference, f, extra, s):
    """TensorFlow's "valid" size rounds up.

    How many steps of length s start inside a row of boxes? Which row?
    """
    n = f + extra
    assert_close(student.tf_valid_output_size(n, f, s), reference.tf_valid_output_size(n, f, s))


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    n=integers(2, 12), f=integers(1, 5), p=integers(0, 2), s=integers(1, 4), d=integers(1, 3),
    output_padding=integers(0, 3),
)  # fmt: skip
def test_transposed_output_size(student, reference, n, f, p, s, d, output_padding):
    """A transposed convolution undoes the size of a convolution.

    Solve the forward formula for the input length. The division comes out exactly for one of
    several input lengths: output_padding picks another.
    """
    assume(output_padding < s)
    expected = reference.transposed_conv_output_size(n, f, p, s, output_padding, d)
    assume(expected > output_padding)
    plain = reference.transposed_conv_output_size(n, f)
    assert_close(student.transposed_conv_output_size(n, f), plain)
    assert_close(student.transposed_conv_output_size(n, f, p, s, output_padding, d), expected)


# ---------------------------------------------------------------- counts


CONV_PARAMS_EXAMPLES = [
    ((3, 10, 3), 280),
    ((2, 3, 3), 57),
    ((10, 20, 5), 5_020),
    ((20, 40, 5), 20_040),
    ((3, 6, 5), 456),
    ((1, 6, 5), 156),
    ((6, 16, 5), 2_416),
    ((96, 256, 5, True, 2), 307_456),
]


@pytest.mark.practice
@pytest.mark.points(1)
def test_conv_params_examples(student):
    """The parameter counts of well-known layers are right.

    Count one filter first: how many numbers does it hold, and how many biases belong to it?
    """
    for arguments, expected in CONV_PARAMS_EXAMPLES:
        assert_close(student.conv_params(*arguments), expected)


@pytest.mark.points(1)
@given(
    groups=integers(1, 3), c_in=dims, c_out=dims, k=pairs(1, 5), bias=st.booleans(),
)  # fmt: skip
def test_conv_params(student, reference, groups, c_in, c_out, k, bias):
    """Every filter has one weight per channel and kernel cell, and one bias.

    The bias belongs to the filter. With groups a filter does not see all the channels.
    """
    expected = reference.conv_params(c_in, c_out, k)
    assert_close(student.conv_params(c_in, c_out, k), expected)
    expected = reference.conv_params(c_in * groups, c_out * groups, k, bias=bias, groups=groups)
    got = student.conv_params(c_in * groups, c_out * groups, k, bias=bias, groups=groups)
    assert_close(got, expected)


@pytest.mark.practice
@pytest.mark.points(1)
@given(n_in=integers(1, 5000), n_out=integers(1, 1000), bias=st.booleans())
def test_linear_params(student, reference, n_in, n_out, bias):
    """A fully connected layer has a weight for every pair and one bias per output.

    Each output unit is a perceptron of its own: what does it store?
    """
    assert_close(student.linear_params(n_in, n_out), reference.linear_params(n_in, n_out))
    assert_close(
        student.linear_params(n_in, n_out, bias), reference.linear_params(n_in, n_out, bias)
    )


@pytest.mark.practice
@pytest.mark.points(1)
@given(groups=integers(1, 3), c_in=dims, c_out=dims, k=pairs(1, 5), h=integers(1, 9), w=dims)
def test_conv_macs(student, reference, groups, c_in, c_out, k, h, w):
    """Multiplications are counted once for every output number.

    How many products make one output number, and how many output numbers are there?
    """
    assert_close(student.conv_macs(192, 32, 5, 28, 28), 120_422_400)
    expected = reference.conv_macs(c_in, c_out, k, h, w)
    assert_close(student.conv_macs(c_in, c_out, k, h, w), expected)
    expected = reference.conv_macs(c_in * groups, c_out * groups, k, h, w, groups)
    assert_close(student.conv_macs(c_in * groups, c_out * groups, k, h, w, groups), expected)


@st.composite
def stacks(draw):
    """A list of layers for receptive_field, some with dilation."""
    plain = st.tuples(integers(1, 4), integers(1, 3))
    dilated = st.tuples(integers(1, 4), integers(1, 3), integers(1, 3))
    return draw(st.lists(plain | dilated, max_size=3))


@pytest.mark.practice
@pytest.mark.points(1)
@FEW
@given(layers=stacks())
def test_receptive_field(student, reference, layers):
    """The receptive field compounds the strides below each layer.

    This check builds the stack, changes one pixel after another and watches one output. Think:
    one step in a deep layer is a longer walk in the input. How long, after the strides so far?
    """
    claimed = student.receptive_field(layers)
    length = 1
    for kernel, stride, *dilation in reversed(layers):
        length = (length - 1) * stride + (dilation[0] if dilation else 1) * (kernel - 1) + 1
    signal = np.eye(length + 2)[:, None, None, :]  # one picture for each lit pixel
    for kernel, stride, *dilation in layers:
        weights, d = np.ones((1, 1, 1, kernel)), dilation[0] if dilation else 1
        signal = reference.conv2d(signal, weights, stride=(1, stride), dilation=(1, d))
    seen = np.flatnonzero(signal[:, 0, 0, 0])
    assert_close(claimed, int(seen[-1] - seen[0]) + 1)


# ---------------------------------------------------------------- padding


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    x=arrays(st.lists(dims, max_size=2).flatmap(
        lambda leading: st.tuples(*map(st.just, leading), integers(1, 4), integers(1, 4)))),
    p=pairs(0, 2),
    value=st.sampled_from([1.0, -2.5, float("-inf")]),
)  # fmt: skip
def test_pad2d(student, reference, x, p, value):
    """Padding grows the last two axes on both sides, with the value asked for.

    Look at the shape first: which axes may grow, and by how much in all?
    """
    assert_close(student.pad2d(x, p), reference.pad2d(x, p))
    assert_close(student.pad2d(x, p, value), reference.pad2d(x, p, value))
    small = x.astype(np.float32)
    assert_close(student.pad2d(small, p), reference.pad2d(small, p), dtype=np.float32)


# ---------------------------------------------------------------- conv2d


def half_bright(first=10.0, second=0.0):
    """A 6x6 picture: `first` in its left half, `second` in its right half."""
    return np.repeat([first, second], 3) * np.ones((6, 1))


@pytest.mark.practice
@pytest.mark.points(1)
def test_conv2d_finds_an_edge(student):
    """A vertical edge kernel answers 0 30 30 0 where bright meets dark.

    Lay the kernel on the picture exactly as it is, multiply cell by cell, and add.
    """
    kernel = np.array([[[[1.0, 0.0, -1.0]] * 3]]).reshape(1, 1, 3, 3)
    answer = np.array([[[[0.0, 30.0, 30.0, 0.0]] * 4]]).reshape(1, 1, 4, 4)
    assert_close(student.conv2d(half_bright()[None, None], kernel), answer)
    dark_to_bright, bias = half_bright(0.0, 10.0)[None, None], np.array([10.0])
    assert_close(student.conv2d(dark_to_bright, kernel, bias), 10.0 - answer)
    twenty_seven = np.array([[[[27.0]]]])
    assert_close(student.conv2d(np.ones((1, 3, 3, 3)), np.ones((1, 3, 3, 3))), twenty_seven)


CONV2D_SHAPES = [
    ((1, 1, 6, 6), (1, 1, 3, 3), {"padding": 1}, (1, 1, 6, 6)),
    ((1, 1, 7, 7), (1, 1, 3, 3), {"stride": 2}, (1, 1, 3, 3)),
    ((1, 3, 32, 32), (2, 3, 5, 5), {}, (1, 2, 28, 28)),
    ((1, 32, 6, 6), (5, 32, 1, 1), {}, (1, 5, 6, 6)),
]


@pytest.mark.points(1)
def test_conv2d_shapes(student):
    """The result of conv2d has the shape that the size formula says.

    One output channel for each filter, whatever the number of input channels.
    """
    for image, weights, options, expected in CONV2D_SHAPES:
        x, w = np.ones(image), np.ones(weights)
        result = array_of_shape(student.conv2d(x, w, **options), expected, "conv2d(x, w)")
        centre = (0, 0, expected[2] // 2, expected[3] // 2)
        assert_close(result[centre], float(np.prod(weights[1:])), what="one number of the result")


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=30)
@given(case=convolutions())
def test_conv2d(student, reference, case):
    """conv2d sums each window over all channels, without flipping the kernel.

    Start with one channel and one filter. Then let the channel join the sum.
    """
    assert_close(student.conv2d(**case), reference.conv2d(**case))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(bias=True))
def test_conv2d_bias(student, reference, case):
    """Each filter's own bias is added to all of its outputs.

    The bias has one number per output channel. Along which axis of the result do they lie?
    """
    assert_close(student.conv2d(**case), reference.conv2d(**case))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(stride=pairs(1, 3)))
def test_conv2d_stride(student, reference, case):
    """A stride moves the window by several pixels, rows and columns apart.

    A pair is (vertical, horizontal). A last window that does not fit is dropped.
    """
    assert_close(student.conv2d(**case), reference.conv2d(**case))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(padding=pairs(0, 2)))
def test_conv2d_padding(student, reference, case):
    """Padding lays zeros around every channel.

    A pair is (vertical, horizontal): rows above and below, then columns left and right.
    """
    assert_close(student.conv2d(**case), reference.conv2d(**case))


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(dilation=pairs(1, 3)))
def test_conv2d_dilation(student, reference, case):
    """Dilation spreads the kernel's cells apart.

    The kernel has as many weights as before. Which pixels do they fall on?
    """
    assert_close(student.conv2d(**case), reference.conv2d(**case))


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d_bias", "test_conv2d_stride", "test_conv2d_padding")
@settings(max_examples=30)
@given(case=convolutions(bias=True, **ANY_OPTIONS))
def test_conv2d_everything(student, reference, case):
    """All options of conv2d work together, also when passed by position.

    If each option works alone, look at how they meet: pad first, then place the windows.
    """
    order = ("x", "w", "b", "stride", "padding", "dilation")
    arguments = [case[name] for name in order]
    assert_close(student.conv2d(*arguments), reference.conv2d(*arguments))


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(stride=pairs(1, 2), padding=pairs(0, 1)), seed=seeds())
def test_conv2d_is_linear(student, reference, case, seed):
    """Without a bias conv2d is linear, in the image and in the weights.

    Twice the image gives twice the answer; the answer to a sum is the sum of the answers.
    """
    rng = np.random.default_rng(seed)
    shape = reference.conv2d(**case).shape
    once = array_of_shape(student.conv2d(**case), shape, "conv2d(x, w)")
    for name in ("x", "w"):
        other = case | {name: np.round(rng.uniform(-3, 3, case[name].shape), 1)}
        second = array_of_shape(student.conv2d(**other), shape, "conv2d(x, w)")
        mixed = case | {name: 2.0 * case[name] - other[name]}
        assert_close(
            student.conv2d(**mixed), 2.0 * once - second, what=f"the answer to 2{name} - y"
        )


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(), down=integers(0, 2), right=integers(0, 2))
def test_conv2d_is_shift_equivariant(student, reference, case, down, right):
    """Shifting the image shifts the answer (away from the border).

    The same weights are used at every place. Does any part of your code know where it stands?
    """
    inside = reference.conv2d(**case)
    shifted = np.pad(case["x"], ((0, 0), (0, 0), (down, 0), (right, 0)), constant_values=1.0)
    *leading, h, w = inside.shape
    result = student.conv2d(shifted, case["w"])
    array_of_shape(result, (*leading, h + down, w + right), "conv2d of the shifted image")
    assert_close(result[:, :, down:, right:], inside, what="the shifted answer")


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d_padding")
@FEW
@given(x=arrays((dims, dims, integers(1, 5), integers(1, 5))), tall=integers(0, 1), seed=seeds())
def test_conv2d_with_a_delta_kernel(student, x, tall, seed):
    """A kernel with a single one in its centre copies its channel.

    This kernel has kernel cells of 0 and a 1. Every output is one pixel, times one.
    """
    channels = x.shape[1]
    chosen = np.random.default_rng(seed).integers(0, channels, 2)
    w = np.zeros((2, channels, 2 * tall + 1, 3))
    w[[0, 1], chosen, tall, 1] = 1.0
    assert_close(student.conv2d(x, w, padding=(tall, 1)), x[:, chosen])


@pytest.mark.points(1)
@pytest.mark.requires("test_output_size_with_dilation", "test_conv2d")
@FEW
@given(case=convolutions(**ANY_OPTIONS))
def test_conv2d_agrees_with_the_size_formula(student, reference, case):
    """The output of conv2d has the size that conv_output_size says, in height and width.

    Both must round the same way. Print the shape of the padded image.
    """
    lengths = zip(
        case["x"].shape[2:], case["w"].shape[2:], both(case["padding"]), both(case["stride"]),
        both(case["dilation"]), strict=True,
    )  # fmt: skip
    expected = reference.conv2d(**case).shape
    for n, arguments in zip(expected[2:], lengths, strict=True):
        assert_close(student.conv_output_size(*arguments), n)
    array_of_shape(student.conv2d(**case), expected, "conv2d(x, w)")


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d_everything")
@FEW
@given(case=convolutions(bias=True, **ANY_OPTIONS))
def test_conv2d_float32(student, reference, case):
    """conv2d stays in float32 when its input is float32.

    NumPy's own zeros and ones are float64: say which dtype a buffer is to have.
    """
    small = {k: v.astype(np.float32) if isinstance(v, np.ndarray) else v for k, v in case.items()}
    wide = {k: v.astype(np.float64) if isinstance(v, np.ndarray) else v for k, v in small.items()}
    size = {k: np.abs(v) if isinstance(v, np.ndarray) else v for k, v in wide.items()}
    terms = case["w"][0].size + 1
    assert_close(
        student.conv2d(**small),
        reference.conv2d(**wide),
        dtype=np.float32,
        bound=error_bound(reference.conv2d(**size), terms, np.float32),
    )


# ---------------------------------------------------------------- conv2d_backward


@pytest.mark.practice
@pytest.mark.points(1)
def test_backward_counts_the_uses_of_each_pixel(student):
    """With ones everywhere, dx counts how often each pixel was used.

    Every window that contains a pixel adds its share to that pixel's gradient.
    """
    x, w = np.full((1, 1, 5, 5), 2.0), np.ones((1, 1, 3, 3))
    edge, inner = [4.0, 6.0, 6.0, 6.0, 4.0], [6.0, 9.0, 9.0, 9.0, 6.0]
    expected = (
        np.array([edge, inner, inner, inner, edge])[None, None],
        np.array([[32.0, 40.0, 32.0], [40.0, 50.0, 40.0], [32.0, 40.0, 32.0]])[None, None],
        np.array([25.0]),
    )
    result = student.conv2d_backward(np.ones((1, 1, 5, 5)), x, w, padding=1)
    assert_close(result, expected, names=GRADIENTS)
    steps = np.outer([1.0, 2.0, 3.0, 2.0, 1.0], [1.0, 2.0, 3.0, 2.0, 1.0])[None, None]
    expected = (steps, np.full((1, 1, 3, 3), 18.0), np.array([9.0]))
    result = student.conv2d_backward(np.ones((1, 1, 3, 3)), x, w)
    assert_close(result, expected, names=GRADIENTS)


def three_arrays(result):
    """Let a check look at the gradients one by one only when there are three."""
    three = isinstance(result, (tuple, list)) and len(result) == 3
    assert three, "conv2d_backward should return three arrays: (dx, dw, db)."
    return result


def check_backward(student, reference, case, seed, which=slice(None)):
    """Compare the gradients named by `which` (0: dx, 1: dw, 2: db) with the reference's."""
    dout = cotangent(reference, case, seed)
    result = three_arrays(student.conv2d_backward(dout, **case))
    expected = reference.conv2d_backward(dout, **case)
    for name, got, want in list(zip(GRADIENTS, result, expected, strict=True))[which]:
        assert_close(got, want, what=name)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(), seed=seeds())
def test_backward_bias(student, reference, case, seed):
    """db adds up the gradient of everything the bias touched.

    One bias is used at every position of every image. A gradient sums over all uses.
    """
    check_backward(student, reference, case, seed, slice(2, 3))


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(), seed=seeds())
def test_backward_weights(student, reference, case, seed):
    """dw adds up over positions and over the batch.

    Which pixel did weight (o, c, u, v) meet when output (n, o, i, j) was made?
    """
    check_backward(student, reference, case, seed, slice(1, 2))


@pytest.mark.points(2)
@pytest.mark.requires("test_conv2d")
@FEW
@given(case=convolutions(), seed=seeds())
def test_backward_image(student, reference, case, seed):
    """dx adds up the gradient from every window and filter that saw the pixel.

    Hand each output's gradient back to the pixels it came from. What if two windows overlap?
    """
    check_backward(student, reference, case, seed, slice(0, 1))


@pytest.mark.points(1)
@pytest.mark.requires("test_backward_bias", "test_backward_weights", "test_backward_image")
@settings(max_examples=30)
@given(case=convolutions(**ANY_OPTIONS), seed=seeds())
def test_backward_everything(student, reference, case, seed):
    """The gradients are right with stride, padding and dilation.

    Use the same indices as in the forward pass: backward only swaps who reads and who writes.
    """
    check_backward(student, reference, case, seed)


@pytest.mark.points(1)
@pytest.mark.requires("test_conv2d_everything", "test_backward_image", "test_backward_weights")
@FEW
@given(case=convolutions(**ANY_OPTIONS), seed=seeds())
def test_backward_is_the_adjoint(student, reference, case, seed):
    """dx is the transposed convolution: both inner products agree.

    For a linear map A, the inner product of A x with y equals that of x with A^T y.
    """
    y = cotangent(reference, case, seed)
    forward = array_of_shape(student.conv2d(**case), y.shape, "conv2d(x, w)")
    result = three_arrays(student.conv2d_backward(y, **case))
    expected = float(np.sum(forward * y))
    for name, key, gradient in zip(("dx", "dw"), ("x", "w"), result[:2], strict=True):
        array_of_shape(gradient, case[key].shape, name)
        got = float(np.sum(case[key] * gradient))
        assert_close(got, expected, what=f"the inner product of {key} with {name}")


@pytest.mark.points(1)
@pytest.mark.requires("test_backward_everything")
@FEW
@given(case=convolutions(**ANY_OPTIONS), seed=seeds())
def test_backward_float32(student, reference, case, seed):
    """The gradients stay in float32 when the inputs are float32.

    NumPy's own zeros and ones are float64: say which dtype a buffer is to have.
    """
    dout = cotangent(reference, case, seed)
    case = case | {"dout": dout}
    small = {k: v.astype(np.float32) if isinstance(v, np.ndarray) else v for k, v in case.items()}
    wide = {k: v.astype(np.float64) if isinstance(v, np.ndarray) else v for k, v in small.items()}
    size = {k: np.abs(v) if isinstance(v, np.ndarray) else v for k, v in wide.items()}
    result = three_arrays(student.conv2d_backward(**small))
    positions = dout[:, 0].size
    terms = (case["w"][:, 0].size, positions, positions)
    expected, sizes = reference.conv2d_backward(**wide), reference.conv2d_backward(**size)
    for i, name in enumerate(GRADIENTS):
        bound = error_bound(sizes[i], terms[i], np.float32)
        assert_close(result[i], expected[i], dtype=np.float32, bound=bound, what=name)


# ---------------------------------------------------------------- the mathematical convolution


@st.composite
def images(draw, low=1):
    """An image, and a kernel of any shape that fits into it."""
    k_h, k_w = draw(integers(low, 4)), draw(integers(low, 4))
    height, width = k_h + draw(integers(0, 3)), k_w + draw(integers(0, 3))
    return draw(arrays((height, width))), draw(arrays((k_h, k_w)))


@pytest.mark.practice
@pytest.mark.points(1)
@FEW
@given(case=images())
def test_convolve2d_valid(student, reference, case):
    """The mathematical convolution flips the kernel on both axes.

    Convolving a single lit pixel must draw the kernel upright, not upside down.
    """
    image, kernel = case
    expected = reference.convolve2d(image, kernel, "valid")
    assert_close(student.convolve2d(image, kernel, "valid"), expected)


@pytest.mark.points(1)
@FEW
@given(case=images())
def test_convolve2d_full(student, reference, case):
    """The full convolution keeps every overlap, and it does not matter which one is the kernel.

    How far may the kernel stick out of the image and still touch it?
    """
    image, kernel = case
    expected = reference.convolve2d(image, kernel, "full")
    assert_close(student.convolve2d(image, kernel, "full"), expected)
    assert_close(student.convolve2d(kernel, image, "full"), expected, what="with roles exchanged")
    small = image.astype(np.float32), kernel.astype(np.float32)
    expected = reference.convolve2d(*(array.astype(np.float64) for array in small), "full")
    # One bound for all entries: a Fourier transform spreads its errors over the whole image.
    largest = reference.convolve2d(np.abs(image), np.abs(kernel), "full").max()
    bound = error_bound(largest, image.size, np.float32)
    got = student.convolve2d(*small, "full")
    assert_close(got, expected, dtype=np.float32, bound=bound)


@pytest.mark.points(1)
@FEW
@given(case=images())
def test_convolve2d_same(student, reference, case):
    """The "same" convolution is the centre of the full one, also for even kernels.

    Cut the answer out of the full one. For an even kernel there are two middles: which one?
    """
    image, kernel = case
    expected = reference.convolve2d(image, kernel, "same")
    assert_close(student.convolve2d(image, kernel, "same"), expected)


EDGE_KERNEL = [
    ("vertical", [[1, 0, -1], [1, 0, -1], [1, 0, -1]]),
    ("horizontal", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
    ("sobel_x", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
    ("sobel_y", [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]),
    ("scharr_x", [[3, 0, -3], [10, 0, -10], [3, 0, -3]]),
    ("scharr_y", [[3, 10, 3], [0, 0, 0], [-3, -10, -3]]),
    ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    ("blur", [[1 / 9] * 3] * 3),
    ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
]


@pytest.mark.practice
@pytest.mark.points(1)
def test_edge_kernel(student):
    """The classic kernels are right, positive from bright to dark.

    Lay the kernel on a picture that is bright on the left: which sign should come out?
    """
    for name, expected in EDGE_KERNEL:
        assert_close(student.edge_kernel(name), np.array(expected, dtype=np.float64))


# ---------------------------------------------------------------- trace

DIGIT_NETWORK = [
    ({"type": "conv", "name": "conv1", "out_channels": 6, "kernel": 5}, (6, 28, 28), 456),
    ({"type": "pool", "name": "pool1", "kernel": 2}, (6, 14, 14), 0),
    ({"type": "conv", "name": "conv2", "out_channels": 16, "kernel": 5}, (16, 10, 10), 2_416),
    ({"type": "pool", "name": "pool2", "kernel": 2}, (16, 5, 5), 0),
    ({"type": "flatten", "name": "flatten"}, (400,), 0),
    ({"type": "linear", "name": "fc3", "out_features": 120}, (120,), 48_120),
    ({"type": "linear", "name": "fc4", "out_features": 84}, (84,), 10_164),
    ({"type": "linear", "name": "softmax", "out_features": 10}, (10,), 850),
]
THREE_CONVOLUTIONS = [
    ({"type": "conv", "out_channels": 10, "kernel": 3}, (10, 37, 37), 280),
    ({"type": "conv", "out_channels": 20, "kernel": 5, "stride": 2}, (20, 17, 17), 5_020),
    ({"type": "conv", "out_channels": 40, "kernel": 5, "stride": 2}, (40, 7, 7), 20_040),
    ({"type": "flatten"}, (1_960,), 0),
    ({"type": "linear", "out_features": 1}, (1,), 1_961),
]


def check_trace(student, layers, shape, expected):
    """Compare row by row, so that the first wrong layer is the one reported."""
    rows = student.trace(layers, shape)
    assert isinstance(rows, (list, tuple)), "trace should return a list with one dict a layer."
    assert len(rows) == len(expected), (
        f"trace returned {len(rows)} rows for {len(expected)} layers."
    )
    for number, (row, want) in enumerate(zip(rows, expected, strict=True), start=1):
        assert_close(row, want, what=f"row {number} of trace")


@pytest.mark.practice
@pytest.mark.points(1)
def test_trace_of_known_networks(student):
    """The tables of two known networks have the right shapes and counts.

    Follow the shape from layer to layer; pooling and flatten hold no weights.
    """
    for table, shape in ((DIGIT_NETWORK, (3, 32, 32)), (THREE_CONVOLUTIONS, (3, 39, 39))):
        expected = [
            {"name": layer.get("name", layer["type"]), "output_shape": after, "params": params}
            for layer, after, params in table
        ]
        check_trace(student, [dict(layer) for layer, _, _ in table], shape, expected)


@st.composite
def networks(draw):
    """Layers that fit onto each other, and the shape of their input."""
    shape = (draw(dims), draw(integers(5, 12)), draw(integers(5, 12)))
    lengths, layers = list(shape[1:]), []

    def finished(layer):
        if draw(st.booleans()):
            layer["name"] = draw(st.sampled_from(["first", "second", "last"]))
        return layer

    for kind in draw(st.lists(st.sampled_from(["conv", "pool"]), max_size=3)):
        layer = {"type": kind, "kernel": draw(pairs(1, 3))}
        if kind == "conv":
            layer["out_channels"] = draw(dims)
            if draw(st.booleans()):
                layer["bias"] = draw(st.booleans())
        if draw(st.booleans()):
            layer["stride"] = draw(pairs(1, 2))
        if draw(st.booleans()):
            layer["padding"] = draw(pairs(0, 1))
        kernel, padding = both(layer["kernel"]), both(layer.get("padding", 0))
        stride = both(layer.get("stride", 1 if kind == "conv" else layer["kernel"]))
        if any(n + 2 * p < k for n, k, p in zip(lengths, kernel, padding, strict=True)):
            break
        lengths = [
            (n + 2 * p - k) // s + 1
            for n, k, p, s in zip(lengths, kernel, padding, stride, strict=True)
        ]
        layers.append(finished(layer))
    if draw(st.booleans()):
        layers.append(finished({"type": "flatten"}))
        for features in draw(st.lists(integers(1, 9), max_size=2)):
            layer = {"type": "linear", "out_features": features}
            if draw(st.booleans()):
                layer["bias"] = draw(st.booleans())
            layers.append(finished(layer))
    return layers, shape


@pytest.mark.points(1)
@given(network=networks())
def test_trace(student, reference, network):
    """Any network's table is right, with options, pairs and names.

    Look at what a missing key means: it is not the same for convolution and pooling.
    """
    layers, shape = network
    check_trace(student, layers, shape, reference.trace(layers, shape))
