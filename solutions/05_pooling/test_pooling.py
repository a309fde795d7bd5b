"""Hidden checks for 05_pooling."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import integers

from grader.testing import arrays, assert_close, error_bound, seeds

FOUR = np.array([[1.0, 5, 2, 0], [4, 3, 8, 6], [7, 2, 1, 3], [0, 9, 4, 5]])[None, None]
FIVE = np.array(
    [[2.0, 0, 1, 3, 1], [1, 4, 0, 2, 0], [0, 1, 6, 1, 2], [3, 2, 0, 5, 1], [1, 0, 2, 1, 7]]
)[None, None]


POOLS = pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d", "global_avg_pool2d"])


def size(n, k, s, p):
    """How many windows fit."""
    return (n + 2 * p - k) // s + 1


def pooled_shape(shape, k, s, p=(0, 0)):
    return (*shape[:2], size(shape[2], k[0], s[0], p[0]), size(shape[3], k[1], s[1], p[1]))


def distinct(seed, shape):
    """An image without two equal values, negative and positive ones mixed."""
    count = int(np.prod(shape))
    return (np.random.default_rng(seed).permutation(count) - count // 2).reshape(shape) * 0.5


def cotangent(seed, shape):
    """A random gradient from above, with one decimal."""
    return np.random.default_rng(seed).integers(-30, 31, shape) / 10


@st.composite
def windows(draw, padded=False, overlapping=False):
    """An image shape and pairs k, s, p that fit it."""
    k = draw(integers(1, 3)), draw(integers(1, 3))
    if overlapping:
        k = draw(integers(2, 3)), draw(integers(2, 3))
        s = draw(integers(1, k[0] - 1)), draw(integers(1, k[1] - 1))
    else:
        s = draw(integers(1, 3)), draw(integers(1, 3))
    p = (draw(integers(0, k[0] // 2)), draw(integers(0, k[1] // 2))) if padded else (0, 0)
    h, w = draw(integers(k[0], 6)), draw(integers(k[1], 6))
    return (draw(integers(1, 2)), draw(integers(1, 3)), h, w), k, s, p


@pytest.mark.practice
@pytest.mark.points(1)
def test_max_worked(student, reference):
    """A 2×2 maximum turns 4×4 into 2×2.

    Split the image into its four quarters by hand. What is the largest number of each?
    """
    assert_close(student.max_pool2d(FOUR.copy(), 2, 2), np.array([[[[5.0, 8.0], [9.0, 5.0]]]]))


@pytest.mark.practice
@pytest.mark.points(2)
def test_output_shapes(student, reference):
    """The maxima have the sizes of the worked examples.

    Work out floor((n + 2p - k) / s) + 1 for each direction. The channels stay as they are.
    """
    cases = [
        ((1, 1, 4, 4), 2, 2),
        ((1, 1, 5, 5), 3, 1),
        ((1, 2, 5, 5), 3, 1),
        ((1, 1000, 7, 7), 3, 2),
        ((1, 6, 28, 28), 2, 2),
        ((1, 16, 10, 10), 2, 2),
        ((1, 1, 55, 55), 3, 2),
    ]
    for shape, k, s in cases:
        x = cotangent(5, shape)
        assert_close(student.max_pool2d(x, k, s), reference.max_pool2d(x, k, s))


@pytest.mark.points(1)
@given(x=arrays((integers(1, 2), integers(1, 2), integers(3, 7), integers(3, 7))), k=integers(1, 3))
def test_max_default_stride(student, reference, x, k):
    """Without a stride the windows tile the image, and a window that does not fit is dropped.

    What is the stride when the caller names none? What happens to rows that are left over?
    """
    assert_close(student.max_pool2d(x, k), reference.max_pool2d(x, k))


@pytest.mark.practice
@pytest.mark.points(2)
@given(case=windows(), seed=seeds())
def test_max_pairs(student, reference, case, seed):
    """The maximum is right for rectangular images, windows and strides.

    The first number of a pair goes with the height, the second with the width.
    """
    shape, k, s, _ = case
    x = cotangent(seed, shape)
    assert_close(student.max_pool2d(x, k, s), reference.max_pool2d(x, k, s))


@pytest.mark.points(2)
@given(case=windows(padded=True), seed=seeds())
def test_max_padding(student, reference, case, seed):
    """Padding never wins a maximum, not even among negative numbers.

    Try an image full of -1 with p=1. Which value may the frame have so that -1 comes out?
    """
    shape, k, s, p = case
    x = cotangent(seed, shape) - 3.1  # all negative
    assert_close(student.max_pool2d(x, k, s, p), reference.max_pool2d(x, k, s, p))
    y = cotangent(seed + 1, shape)
    q = min(p)
    assert_close(student.max_pool2d(y, k, s, q), reference.max_pool2d(y, k, s, q))


@pytest.mark.points(1)
@pytest.mark.requires("test_max_padding")
@settings(max_examples=25)
@given(case=windows(padded=True), seed=seeds())
def test_max_commutes_with_increasing_maps(student, reference, case, seed):
    """Pooling first or applying an increasing function first makes no difference to a maximum.

    An increasing function keeps the order of the pixels. So the same pixel must win.
    """
    shape, k, s, p = case
    x = cotangent(seed, shape)
    before = student.max_pool2d(np.exp(x) - 5.0, k, s, p)
    after = np.exp(student.max_pool2d(x, k, s, p)) - 5.0
    assert_close(before, after, what="the maximum of exp(x) - 5")


@pytest.mark.practice
@pytest.mark.points(1)
def test_avg_worked(student, reference):
    """A 2×2 average turns 4×4 into 2×2.

    Add up the four numbers of each quarter, and divide by four.
    """
    assert_close(student.avg_pool2d(FOUR.copy(), 2), np.array([[[[3.25, 4.0], [4.5, 3.25]]]]))
    for shape in [(1, 6, 28, 28), (1, 16, 10, 10)]:
        x = cotangent(6, shape)
        assert_close(student.avg_pool2d(x, 2, 2), reference.avg_pool2d(x, 2, 2))


@pytest.mark.practice
@pytest.mark.points(2)
@given(case=windows(), seed=seeds(), tiled=st.booleans())
def test_avg_pairs(student, reference, case, seed, tiled):
    """The mean is right for rectangular images, windows and strides.

    The window differs from the maximum in nothing but what is done with its pixels.
    """
    shape, k, s, _ = case
    x = cotangent(seed, shape)
    if tiled:
        assert_close(student.avg_pool2d(x, k), reference.avg_pool2d(x, k))
    else:
        assert_close(student.avg_pool2d(x, k, s), reference.avg_pool2d(x, k, s))


@pytest.mark.points(2)
@given(case=windows(padded=True), seed=seeds())
def test_avg_padding(student, reference, case, seed):
    """Average pooling counts the padded zeros.

    A corner window of a padded image holds fewer real pixels. By what number is its sum divided?
    """
    shape, k, s, p = case
    x = cotangent(seed, shape)
    assert_close(student.avg_pool2d(x, k, s, p), reference.avg_pool2d(x, k, s, p))
    q = min(p)
    assert_close(student.avg_pool2d(x, k, s, q), reference.avg_pool2d(x, k, s, q))


@pytest.mark.points(1)
@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
@settings(max_examples=25)
@given(seed=seeds(), c=integers(2, 3))
def test_channels_are_independent(student, name, seed, c):
    """Each image and each channel is pooled on its own.

    Change one channel only: which channels of the result may move?
    """
    pool = getattr(student, name)
    x = cotangent(seed, (2, c, 4, 5))
    together = pool(x, 2, 1)
    for channel in range(c):
        alone = pool(x[1:, channel : channel + 1].copy(), 2, 1)
        what = f"channel {channel} of the result for all channels together"
        assert_close(together[1:, channel : channel + 1], alone, what=what)


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=30)
@given(x=arrays((integers(1, 3), integers(1, 3), integers(1, 4), integers(1, 5))))
def test_global_avg(student, reference, x):
    """Global average pooling leaves one number for each channel.

    Which two axes disappear? The result has no axes of length 1 left over.
    """
    assert_close(student.global_avg_pool2d(x), reference.global_avg_pool2d(x))


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=30)
@given(seed=seeds(), h=integers(1, 4), w=integers(1, 5))
def test_global_avg_backward(student, reference, seed, h, w):
    """Each pixel gets its share of the gradient of the global mean.

    If one of H·W pixels grows by 1, by how much does the mean of the channel grow?
    """
    dout = cotangent(seed, (2, 3))
    shape = (2, 3, h, w)
    assert_close(
        student.global_avg_pool2d_backward(dout, shape),
        reference.global_avg_pool2d_backward(dout, shape),
    )


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_max_pairs")
@given(
    k=st.sampled_from([1, 2, (1, 2), (2, 1), (2, 3)]),
    h=integers(2, 6),
    w=integers(3, 6),
    seed=seeds(),
)
def test_max_backward(student, reference, k, h, w, seed):
    """Each window hands its gradient to the pixel that won.

    Only one pixel of a window can change the maximum. All the others get zero. Pixels that no
    window covers get zero, too.
    """
    x = distinct(seed, (2, 2, h, w))
    dout = cotangent(seed, reference.max_pool2d(x, k).shape)
    got = student.max_pool2d_backward(dout, x, k)
    assert_close(got, reference.max_pool2d_backward(dout, x, k))


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_max_backward")
@given(case=windows(overlapping=True), seed=seeds())
def test_max_backward_overlap(student, reference, case, seed):
    """A pixel that wins several overlapping windows collects the sum of their gradients.

    In the 5×5 example of the statement the middle pixel wins eight windows of nine.
    """
    five = np.ones((1, 1, 3, 3))
    expected = np.zeros((1, 1, 5, 5))
    expected[0, 0, 2, 2], expected[0, 0, 4, 4] = 8.0, 1.0
    assert_close(student.max_pool2d_backward(five, FIVE.copy(), 3, 1), expected)
    shape, k, s, _ = case
    x = distinct(seed, shape)
    dout = cotangent(seed, pooled_shape(shape, k, s))
    got = student.max_pool2d_backward(dout, x, k, s)
    assert_close(got, reference.max_pool2d_backward(dout, x, k, s))


@pytest.mark.points(2)
@pytest.mark.requires("test_max_backward")
@given(
    seed=seeds(),
    h=integers(3, 6),
    w=integers(3, 6),
    window=st.sampled_from([((2, 3), 1), ((2, 3), 2), ((2, 3), 3), ((2, 2), 2), ((3, 3), 3)]),
)
def test_max_backward_ties(student, reference, seed, h, w, window):
    """Of equal maxima the first one gets the whole gradient.

    Read a window like a page: row by row, each row from the left. Which winner comes first?
    """
    k, s = window
    x = np.maximum(np.random.default_rng(seed).integers(-1, 2, (1, 2, h, w)), 0.0)  # after a ReLU
    dout = cotangent(seed, pooled_shape(x.shape, k, (s, s)))
    got = student.max_pool2d_backward(dout, x, k, s)
    assert_close(got, reference.max_pool2d_backward(dout, x, k, s))


@pytest.mark.points(2)
@pytest.mark.requires("test_max_padding", "test_max_backward")
@given(case=windows(padded=True), seed=seeds())
def test_max_backward_padding(student, reference, case, seed):
    """The gradient of a padded maximum has the shape of the image and lands on real pixels.

    Pad as in the forward pass, and think about what to do with the frame at the end.
    """
    shape, k, s, p = case
    x = distinct(seed, shape) - 50.0  # negative almost everywhere
    dout = cotangent(seed, pooled_shape(shape, k, s, p))
    got = student.max_pool2d_backward(dout, x, k, s, p)
    assert_close(got, reference.max_pool2d_backward(dout, x, k, s, p))


@pytest.mark.points(1)
@pytest.mark.requires("test_max_backward_padding")
@settings(max_examples=25)
@given(case=windows(padded=True), seed=seeds())
def test_max_backward_keeps_the_total(student, reference, case, seed):
    """Nothing of the gradient gets lost on its way through a maximum.

    Every window gives its gradient to exactly one real pixel. So the sums must agree.
    """
    shape, k, s, p = case
    x = cotangent(seed, shape)
    dout = cotangent(seed + 1, pooled_shape(shape, k, s, p))
    dx = student.max_pool2d_backward(dout, x, k, s, p)
    assert_close(
        np.sum(dx, axis=(2, 3)), np.sum(dout, axis=(2, 3)), what="the sum of dx in each channel"
    )


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_avg_pairs")
@given(case=windows(), seed=seeds(), tiled=st.booleans())
def test_avg_backward(student, reference, case, seed, tiled):
    """Every pixel of a window gets the same share, and overlapping windows add up.

    How does the mean move if one of its kH·kW pixels moves by 1?
    """
    shape, k, s, _ = case
    if tiled:
        dout = cotangent(seed, pooled_shape(shape, k, k))
        got = student.avg_pool2d_backward(dout, shape, k)
        assert_close(got, reference.avg_pool2d_backward(dout, shape, k))
    else:
        dout = cotangent(seed, pooled_shape(shape, k, s))
        got = student.avg_pool2d_backward(dout, shape, k, s)
        assert_close(got, reference.avg_pool2d_backward(dout, shape, k, s))


@pytest.mark.points(2)
@pytest.mark.requires("test_avg_padding", "test_avg_backward")
@given(case=windows(padded=True), seed=seeds())
def test_avg_backward_padding(student, reference, case, seed):
    """What falls on the padding is lost in the gradient of a mean.

    The result has the shape of the image, not that of the padded image.
    """
    shape, k, s, p = case
    dout = cotangent(seed, pooled_shape(shape, k, s, p))
    got = student.avg_pool2d_backward(dout, shape, k, s, p)
    assert_close(got, reference.avg_pool2d_backward(dout, shape, k, s, p))


@pytest.mark.points(1)
@pytest.mark.requires("test_avg_padding", "test_avg_backward_padding")
@settings(max_examples=25)
@given(case=windows(padded=True), seed=seeds())
def test_avg_backward_is_the_adjoint(student, reference, case, seed):
    """The average and its backward pass are the same matrix, once straight and once transposed.

    The sum of avg(x) · d must equal the sum of x · backward(d), for every x and every d.
    """
    shape, k, s, p = case
    x = cotangent(seed, shape)
    dout = cotangent(seed + 1, pooled_shape(shape, k, s, p))
    forward = student.avg_pool2d(x, k, s, p)
    back = student.avg_pool2d_backward(dout, shape, k, s, p)
    assert_close(
        float(np.sum(forward * dout)), float(np.sum(x * back)), what="the sum of avg(x) * d"
    )


def pooled(module, name, x, k, s, p):
    """A forward pass, by the name of its function; the global one has no windows."""
    return getattr(module, name)(x, *(() if name.startswith("global") else (k, s, p)))


def pooled_back(module, name, dout, x, k, s, p):
    """The backward pass that belongs to a forward pass of this name."""
    back = getattr(module, f"{name}_backward")
    if name.startswith("global"):
        return back(dout, x.shape)
    return back(dout, x if name == "max_pool2d" else x.shape, k, s, p)


@pytest.mark.points(1)
@POOLS
@settings(max_examples=25)
@given(case=windows(padded=True), seed=seeds())
def test_float32_forward(student, reference, name, case, seed):
    """Pooling float32 images gives float32, and loses nothing.

    Where does a float64 array of your own enter the computation?
    """
    shape, *window = case
    x = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    wide = x.astype(np.float64)
    bound = 0.0  # a maximum is one of the pixels
    if name != "max_pool2d":
        size = pooled(reference, name, np.abs(wide), *window)
        bound = error_bound(size, x[0, 0].size, np.float32)
    expected = pooled(reference, name, wide, *window)
    assert_close(pooled(student, name, x, *window), expected, dtype=np.float32, bound=bound)


@pytest.mark.points(1)
@POOLS
@settings(max_examples=25)
@given(case=windows(padded=True), seed=seeds())
def test_float32_backward(student, reference, name, case, seed):
    """Gradients of float32 images are float32.

    An array made with np.zeros(shape) is float64 unless you ask for something else.
    """
    shape, *window = case
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(shape).astype(np.float32)
    size = pooled(reference, name, x, *window).shape
    dout = rng.standard_normal(size).astype(np.float32)
    wide, image = dout.astype(np.float64), x.astype(np.float64)
    bound = error_bound(pooled_back(reference, name, np.abs(wide), image, *window), 9, np.float32)
    expected = pooled_back(reference, name, wide, image, *window)
    got = pooled_back(student, name, dout, x, *window)
    assert_close(got, expected, dtype=np.float32, bound=bound)


@pytest.mark.practice
@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
def test_one_pixel(student, name):
    """A window of one pixel changes nothing, forth and back, and an image may be a single pixel.

    Does your code need to look at a neighbour that may not exist?
    """
    x = cotangent(3, (2, 3, 4, 5))
    assert_close(pooled(student, name, x, 1, None, 0), x)
    pixel = np.array([[[[2.5]]]])
    expected = {"max_pool2d": pixel, "avg_pool2d": pixel / 9}[name]
    assert_close(pooled(student, name, pixel, 3, 1, 1), expected)


@pytest.mark.practice
@pytest.mark.points(0.5)
@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
def test_one_pixel_backward(student, name):
    """The gradient passes a window of one pixel unchanged."""
    dout = cotangent(3, (2, 3, 4, 5))
    assert_close(pooled_back(student, name, dout, dout + 1.0, 1, None, 0), dout)
