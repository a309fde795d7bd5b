"""Hidden checks for 06_normalization.

Random results are judged by statistics. Every bound lies at least six standard deviations out
(two-sided normal tail 2e-9), or is computed from a chi-square tail below 1e-6, so a correct
submission fails a check with a probability below 1e-6, whatever generator it uses.
"""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import integers

from grader.testing import arrays, assert_close, seeds

SIGMAS = 6.0
GRADIENTS = ("dx", "dgamma", "dbeta")
MOMENTA = st.sampled_from([0.1, 0.25, 0.9])


def tables():
    """A batch of vectors (N, C), at least two of them."""
    return arrays((integers(2, 6), integers(1, 3)))


def images():
    """A batch of images (N, C, H, W) with at least two values per channel."""
    return arrays((integers(1, 3), integers(1, 3), integers(1, 3), integers(2, 4)))


def parameters(seed, c):
    """gamma, beta, running mean and running variance for c channels, all of them unlike."""
    rng = np.random.default_rng(seed)
    gamma = rng.integers(5, 25, c) / 10 * rng.choice([-1, 1], c)
    return gamma, rng.normal(0, 2, c).round(1), rng.normal(0, 2, c).round(1), rng.uniform(0.5, 3, c)


def layer_with(module, x, seed, *positional, **settings):
    """A batch norm of `module` for the channels of x, with its own scale and shift."""
    layer = module.BatchNorm(x.shape[1], *positional, **settings)
    layer.gamma, layer.beta, _, _ = parameters(seed, x.shape[1])
    return layer


def trained_layer(module, x, seed, *positional, **settings):
    """The same with running statistics, too."""
    layer = layer_with(module, x, seed, *positional, **settings)
    _, _, layer.running_mean, layer.running_var = parameters(seed, x.shape[1])
    return layer


def cotangent(seed, shape):
    return np.random.default_rng(seed + 1).integers(-20, 21, shape) / 10


def survivors(y, x):
    """1 where an element survived, 0 where it was dropped; x has no zeros."""
    assert_close(y, x, bound=np.inf)  # an array of the right shape and dtype, whatever its values
    return (y != 0).astype(np.float64)


# ---------------------------------------------------------------- batch norm, forward


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=10)
@given(c=integers(1, 5))
def test_batch_norm_start(student, reference, c):
    """A new batch norm has scale 1, shift 0, running mean 0 and running variance 1.

    Each of the four is an array with one entry per channel. What another layer has seen changes
    none of them: what belongs to one layer is made in __init__.
    """
    trained, layer = student.BatchNorm(c), student.BatchNorm(c)
    trained.forward(np.arange(3.0 * c).reshape(3, c) + 1, True)
    layer.forward(np.zeros((2, c)), False)
    assert_close(layer.gamma, np.ones(c), what="gamma")
    assert_close(layer.beta, np.zeros(c), what="beta")
    assert_close(layer.running_mean, np.zeros(c), what="running_mean")
    assert_close(layer.running_var, np.ones(c), what="running_var")


@pytest.mark.practice
@pytest.mark.points(1)
def test_batch_norm_worked(student, reference):
    """The batch 1, 3, 5, 7 has mean 4 and variance 5.

    Its squared distances from the mean are 9, 1, 1, 9. What is their mean?
    """
    x = np.array([[1.0], [3.0], [5.0], [7.0]])
    layer = student.BatchNorm(1)
    expected = np.array([[-3.0], [-1.0], [1.0], [3.0]]) / np.sqrt(5.0 + 1e-5)
    assert_close(layer.forward(x, True), expected)
    assert_close(layer.running_mean, np.array([0.4]), what="running_mean")
    assert_close(layer.running_var, np.array([0.9 + 2.0 / 3.0]), what="running_var")


@pytest.mark.practice
@pytest.mark.points(2)
@given(x=tables(), seed=seeds())
def test_batch_norm_training(student, reference, x, seed):
    """In training each column is normalised by its own batch, then scaled and shifted.

    Which axis do mean and variance run over, when x is (N, C)? Where does epsilon stand?
    """
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    assert_close(layer.forward(x, True), wanted.forward(x, True))


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_training")
@settings(max_examples=30)
@given(x=images(), seed=seeds())
def test_batch_norm_images(student, reference, x, seed):
    """For images a channel has one mean and one variance, over batch, height and width.

    How many numbers go into the mean of one channel?
    """
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    assert_close(layer.forward(x, True), wanted.forward(x, True))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_training")
@settings(max_examples=20)
@given(x=st.one_of(tables(), images()), momentum=MOMENTA, seed=seeds())
def test_running_mean(student, reference, x, momentum, seed):
    """The running mean moves a little towards the mean of each batch.

    With momentum 0.1 the new batch has weight 0.1 and the past has weight 0.9.
    """
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    layer.forward(x, True)
    wanted.forward(x, True)
    assert_close(layer.running_mean, wanted.running_mean, what="running_mean")
    layer = trained_layer(student, x, seed, momentum)
    wanted = trained_layer(reference, x, seed, momentum)
    for batch in (x, 2.0 * x + 1.0, np.concatenate([x, x + 3.0])):
        layer.forward(batch, True)
        wanted.forward(batch, True)
        assert_close(layer.running_mean, wanted.running_mean, what="running_mean")


@pytest.mark.points(2)
@pytest.mark.requires("test_batch_norm_training")
@settings(max_examples=20)
@given(x=st.one_of(tables(), images()), momentum=MOMENTA, seed=seeds())
def test_running_var(student, reference, x, momentum, seed):
    """The running variance moves towards the unbiased variance of each batch.

    The buffer estimates the variance of all data from a small sample. By what does an unbiased
    estimate divide? How many values of a channel does a batch hold?
    """
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    layer.forward(x, True)
    wanted.forward(x, True)
    assert_close(layer.running_var, wanted.running_var, what="running_var")
    layer = trained_layer(student, x, seed, momentum=momentum)
    wanted = trained_layer(reference, x, seed, momentum=momentum)
    for batch in (x, 2.0 * x + 1.0, np.concatenate([x, x + 3.0])):
        layer.forward(batch, True)
        wanted.forward(batch, True)
        assert_close(layer.running_var, wanted.running_var, what="running_var")


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=30)
@given(x=st.one_of(tables(), images()), seed=seeds(), rows=integers(1, 2))
def test_batch_norm_eval(student, reference, x, seed, rows):
    """In eval the running statistics are used, and they stay as they are.

    The answer for one row must not depend on the other rows. A single row must work, too.
    """
    x = x[:rows]
    _, _, mean, var = parameters(seed, x.shape[1])
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    expected = wanted.forward(x, False)
    assert_close(layer.forward(x, False), expected)
    assert_close(layer.running_mean, mean, what="running_mean after a forward pass in eval")
    assert_close(layer.running_var, var, what="running_var after a forward pass in eval")
    assert_close(layer.forward(x, False), expected, what="the result of a second pass in eval")


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_training")
@settings(max_examples=25)
@given(seed=seeds(), factor=integers(1, 8), shift=integers(-5, 5))
def test_affine_invariance(student, reference, seed, factor, shift):
    """Stretching and shifting the input does not change the normalised output.

    If all inputs are doubled, what happens to the mean and to the standard deviation?
    """
    x = np.random.default_rng(seed).normal(0, 1, (8, 3))
    plain = student.BatchNorm(3, eps=1e-12).forward(x, True)
    moved = student.BatchNorm(3, eps=1e-12).forward(factor * x + shift, True)
    assert_close(moved, plain, what="the result for factor * x + shift", atol=1e-6)


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_training", "test_batch_norm_eval")
@settings(max_examples=25)
@given(seed=seeds(), eps=st.sampled_from([1e-3, 0.1, 1.0]))
def test_batch_norm_eps(student, reference, seed, eps):
    """Epsilon is added to the variance, under the root.

    It matters where the variance is small. The caller may choose it.
    """
    x = np.random.default_rng(seed).normal(1.0, 0.003, (5, 2))
    assert_close(student.BatchNorm(2).forward(x, True), reference.BatchNorm(2).forward(x, True))
    got = student.BatchNorm(2, 0.1, eps).forward(x, True)
    assert_close(got, reference.BatchNorm(2, 0.1, eps).forward(x, True))
    got = trained_layer(student, x, seed, eps=eps).forward(x, False)
    assert_close(got, trained_layer(reference, x, seed, eps=eps).forward(x, False))


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_training")
@settings(max_examples=10)
@given(seed=seeds())
def test_batch_norm_stable(student, reference, seed):
    """A large common offset does not spoil the variance.

    Two huge, nearly equal numbers were subtracted somewhere. Subtract the mean before you square.
    """
    x = np.random.default_rng(seed).normal(1e7, 1.0, (6, 2))
    got = student.BatchNorm(2).forward(x, True)
    assert_close(got, reference.BatchNorm(2).forward(x, True), atol=1e-6)


# ---------------------------------------------------------------- batch norm, backward


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_batch_norm_training")
@given(x=tables(), seed=seeds())
def test_batch_norm_backward(student, reference, x, seed):
    """The gradients of batch norm in training are right.

    The mean and the variance depend on every row. So each x acts on the loss in three ways:
    directly, through the mean, and through the variance.
    """
    dout = cotangent(seed, x.shape)
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    layer.forward(x, True)
    wanted.forward(x, True)
    assert_close(layer.backward(dout), wanted.backward(dout), names=GRADIENTS)


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_images", "test_batch_norm_backward")
@settings(max_examples=30)
@given(x=images(), seed=seeds())
def test_batch_norm_backward_images(student, reference, x, seed):
    """The gradients of batch norm for images are right.

    One gamma acts on all pixels of its channel. Over which axes does its gradient add up?
    """
    dout = cotangent(seed, x.shape)
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    layer.forward(x, True)
    wanted.forward(x, True)
    assert_close(layer.backward(dout), wanted.backward(dout), names=GRADIENTS)


@pytest.mark.points(2)
@pytest.mark.requires("test_batch_norm_eval")
@settings(max_examples=30)
@given(x=st.one_of(tables(), images()), seed=seeds())
def test_batch_norm_backward_eval(student, reference, x, seed):
    """After a forward pass in eval the statistics are constants for the gradient.

    With fixed mean and variance batch norm is a straight line for each channel. What is its slope?
    """
    dout = cotangent(seed, x.shape)
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    layer.forward(x, False)
    wanted.forward(x, False)
    assert_close(layer.backward(dout), wanted.backward(dout), names=GRADIENTS)


@pytest.mark.points(1)
@pytest.mark.requires(
    "test_running_mean",
    "test_running_var",
    "test_batch_norm_backward",
    "test_batch_norm_backward_eval",
)
@settings(max_examples=20)
@given(seed=seeds(), training=st.booleans())
def test_batch_norm_backward_follows_last_forward(student, reference, seed, training):
    """The backward pass belongs to the layer's last forward pass, whatever came before.

    What a layer remembers must be written anew at each forward pass, in both modes, and into the
    layer itself: other layers have passes of their own.
    """
    rng = np.random.default_rng(seed)
    x, y = rng.normal(0, 1, (3, 2)), rng.normal(2, 3, (4, 2))
    dout = cotangent(seed, y.shape)
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    for norm in (layer, wanted):
        norm.forward(x, not training)
        norm.backward(x)
        norm.forward(y, training)
    trained_layer(student, y, seed + 1).forward(2.0 * y + x[:1], training)
    assert_close(layer.backward(dout), wanted.backward(dout), names=GRADIENTS)


@pytest.mark.points(1)
@pytest.mark.requires("test_batch_norm_backward_images", "test_batch_norm_backward_eval")
@settings(max_examples=20)
@given(seed=seeds(), training=st.booleans())
def test_batch_norm_float32(student, reference, seed, training):
    """Batch norm of float32 gives float32, forward and backward.

    float64 parameters turn a float32 array into float64, unless you turn it back.
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((4, 2, 2, 3)).astype(np.float32)
    dout = rng.standard_normal(x.shape).astype(np.float32)
    layer, wanted = trained_layer(student, x, seed), trained_layer(reference, x, seed)
    close = {"dtype": np.float32, "rtol": 1e-4, "atol": 1e-4}
    expected = wanted.forward(x.astype(np.float64), training)
    assert_close(layer.forward(x, training), expected, **close)
    expected = wanted.backward(dout.astype(np.float64))
    assert_close(layer.backward(dout), expected, names=GRADIENTS, **close)


# ---------------------------------------------------------------- dropout


@pytest.mark.practice
@pytest.mark.points(1)
@settings(max_examples=20)
@given(
    x=arrays((integers(1, 4), integers(1, 5))),
    p=st.sampled_from([0.0, 0.2, 0.5, 0.9]),
    seed=integers(0, 100),
)
def test_dropout_eval(student, reference, x, p, seed):
    """In eval dropout does nothing, forward and backward; with p = 0 it never does.

    Since survivors are scaled in training, what is left to do in eval?
    """
    layer = student.Dropout(p, seed)
    assert_close(layer.forward(x, False), x)
    assert_close(layer.backward(x + 1.0), x + 1.0, what="the gradient")
    nothing = student.Dropout(0.0, seed)
    assert_close(nothing.forward(x, True), x)
    assert_close(nothing.backward(x + 1.0), x + 1.0, what="the gradient")


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=20)
@given(p=st.sampled_from([0.2, 0.5, 0.75]), seed=integers(0, 1000))
def test_dropout_survivors(student, reference, p, seed):
    """Each element is either dropped or scaled so that the mean stays the same.

    If a tenth of all elements goes missing, by what must the others grow to keep the sum?
    """
    x = np.random.default_rng(seed).choice([-2.0, -1.0, 1.0, 3.0], (5, 8))
    y = student.Dropout(p, seed).forward(x, True)
    assert_close(y, survivors(y, x) * x / (1 - p))


@pytest.mark.points(2)
@pytest.mark.requires("test_dropout_survivors")
def test_dropout_independence(student, reference):
    """Every element has a coin of its own.

    With one coin for a whole row, column or channel, neighbours share their fate. How many random
    numbers does a layer of this shape need?
    """
    for shape in (100, 100), (10, 9, 12, 11):
        x = np.ones(shape)
        # With p = 1/2 the products of neighbouring signs are independent fair signs again.
        signs = 2 * survivors(student.Dropout(0.5, 3).forward(x, True), x) - 1
        for axis in range(len(shape)):
            signs = np.moveaxis(signs, axis, 0)
            products = signs[1:] * signs[:-1]
            score = products.sum() / np.sqrt(products.size)
            signs = np.moveaxis(signs, 0, axis)
            assert abs(score) < SIGMAS, (
                f"Neighbours along axis {axis} should be dropped independently of each other, "
                f"but {np.mean(products > 0):.0%} of them share their fate (about 50% should)."
            )


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_independence")
def test_dropout_rate(student, reference):
    """Elements are dropped with probability p, not kept with it.

    Count the zeros in a large layer. What share of all elements should they be?
    """
    for p in 0.1, 0.5, 0.8:
        x = np.ones((100, 100))
        layer = student.Dropout(p, 11)
        dropped = x.size - survivors(layer.forward(x, True), x).sum()
        sigma = np.sqrt(x.size * p * (1 - p))
        assert abs(dropped - p * x.size) < SIGMAS * sigma, (
            f"With p = {p} about {p * x.size:.0f} of {x.size} elements should be dropped, "
            f"but {dropped:.0f} were."
        )


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_survivors")
def test_dropout_new_mask(student, reference):
    """Each training call draws a new mask.

    Does the generator start anew at each call, or go on where it stopped?
    """
    layer = student.Dropout(0.5, 5)
    x = np.ones((60, 60))
    first = 2 * survivors(layer.forward(x, True), x) - 1
    second = 2 * survivors(layer.forward(x, True), x) - 1
    score = (first * second).sum() / np.sqrt(x.size)
    assert abs(score) < SIGMAS, (
        "Two training calls should drop elements independently, but "
        f"{np.mean(first == second):.0%} of the elements met the same fate in both "
        "(about 50% should)."
    )
    small = np.ones((2, 3, 4))
    survivors(layer.forward(small, True), small)  # another shape is welcome at any time


@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_new_mask", "test_dropout_independence")
def test_dropout_count_varies(student, reference):
    """The number of survivors varies from call to call, as with coins.

    Independent coins do not come up heads exactly half the time. Is your number of drops fixed?
    """
    layer = student.Dropout(0.5, 9)
    x = np.ones((10, 10))
    counts = np.array([survivors(layer.forward(x, True), x).sum() for _ in range(100)])
    # (count - 50)^2 / 25 summed over 100 calls: chi-square with 100 degrees of freedom.
    # P(< 40) < 3e-8, P(> 190) < 2e-7.
    spread = np.sum((counts - 50.0) ** 2) / 25.0
    assert 40 < spread < 190, (
        "The number of survivors of 100 elements should have a standard deviation of 5, "
        f"but here it is {np.sqrt(spread / 4):.1f}."
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_survivors")
def test_dropout_seed(student, reference):
    """The seed fixes the masks, and two layers do not disturb each other.

    A generator shared by all layers makes one layer's masks depend on the others'.
    """
    x = np.ones((12, 12))
    alone = student.Dropout(0.5, 7)
    first, second = alone.forward(x, True), alone.forward(x, True)
    again, other = student.Dropout(0.5, 7), student.Dropout(0.5, 8)
    different = other.forward(x, True)
    assert_close(again.forward(x, True), first, what="the first mask of a layer with the same seed")
    other.forward(x, True)
    assert_close(again.forward(x, True), second, what="the second mask of a layer with that seed")
    assert np.any(different != first), "Another seed should give another mask."


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_survivors", "test_dropout_eval")
@settings(max_examples=20)
@given(p=st.sampled_from([0.2, 0.5, 0.75]), seed=integers(0, 1000))
def test_dropout_backward(student, reference, p, seed):
    """The gradient passes where the element survived, with the same scale.

    Backward repeats what the layer's last forward pass did, whatever another layer did since. A
    mask drawn anew is another function.
    """
    rng = np.random.default_rng(seed)
    x, other = np.ones((4, 6)), np.ones((3, 2))
    dout = rng.integers(1, 30, x.shape) / 10
    layer = student.Dropout(p, seed)
    kept = survivors(layer.forward(x, True), x)
    student.Dropout(p, seed + 1).forward(x, True)
    expected = kept * dout / (1 - p)
    assert_close(layer.backward(dout), expected, what="the gradient")
    assert_close(layer.backward(dout), expected, what="the gradient, asked for again")
    layer.forward(x, False)
    assert_close(layer.backward(dout), dout, what="the gradient after a pass in eval")
    kept = survivors(layer.forward(other, True), other)
    expected = kept * dout[:3, :2] / (1 - p)
    assert_close(layer.backward(dout[:3, :2].copy()), expected, what="the gradient")


@pytest.mark.points(1)
@pytest.mark.requires("test_dropout_survivors", "test_dropout_backward")
def test_dropout_float32(student, reference):
    """Dropout of float32 gives float32.

    A mask of float64 numbers turns the result into float64.
    """
    x = np.array([[1.0, -2.0, 3.0, 4.5]] * 4, dtype=np.float32)
    for training in (True, False):
        layer = student.Dropout(0.2, 1)
        y = layer.forward(x, training)
        scale = survivors(y, x) / 0.8 if training else np.ones(x.shape)
        assert_close(y, scale * x, dtype=np.float32, rtol=1e-6, atol=1e-6)
        got = layer.backward(x)
        assert_close(got, scale * x, dtype=np.float32, what="the gradient", rtol=1e-6, atol=1e-6)


# ---------------------------------------------------------------- initial weights


def assert_share(z, inside, expected, words):
    """The share of entries where `inside` holds is `expected`, up to six standard deviations."""
    share = np.mean(inside)
    sigma = np.sqrt(expected * (1 - expected) / z.size)
    assert abs(share - expected) < SIGMAS * sigma, (
        f"About {expected:.1%} of the weights should lie {words}, but {share:.1%} do."
    )


@pytest.mark.points(2)
def test_he_normal(student, reference):
    """He's weights are normal with mean 0 and standard deviation sqrt(2 / fan_in).

    The second parameter of a normal generator is a standard deviation, not a variance.
    """
    for fan_in in 2, 50, 400:
        w = student.he_normal(fan_in, (100, 100), 20 + fan_in)
        assert_close(w, np.zeros((100, 100)), bound=np.inf)
        std = np.sqrt(2 / fan_in)
        z = w / std
        assert abs(z.mean()) < SIGMAS / np.sqrt(z.size), (
            f"The mean should be near 0, but it is {w.mean():.3g}."
        )
        # The mean of z^2 has the standard deviation sqrt(2 / n).
        assert abs(np.mean(z**2) - 1) < SIGMAS * np.sqrt(2 / z.size), (
            f"The standard deviation should be about {std:.4g}, but it is {w.std():.4g}."
        )
        assert_share(z, np.abs(z) < 1, 0.682689, "within one standard deviation")
        assert_share(z, np.abs(z) > 2.5, 0.012419, "beyond 2.5 standard deviations")


@pytest.mark.points(2)
def test_xavier_uniform(student, reference):
    """Xavier's weights are uniform between -a and a, with a = sqrt(6 / (fan_in + fan_out)).

    Both the number of inputs and the number of outputs count. The shape does not.
    """
    for fans in (3, 5), (200, 100):
        w = student.xavier_uniform(*fans, (100, 100), 30 + fans[0])
        assert_close(w, np.zeros((100, 100)), bound=np.inf)
        limit = np.sqrt(6 / sum(fans))
        z = w / limit
        assert np.abs(z).max() <= 1, (
            f"No weight should be larger than {limit:.4g}, but one is {np.abs(w).max():.4g}."
        )
        # P(no one of 10,000 beyond 0.99) = 0.995^10000 < 1e-21 on either side.
        assert z.max() > 0.99 and z.min() < -0.99, (
            f"The weights should fill the range up to {limit:.4g} on both sides, "
            f"but they lie between {w.min():.4g} and {w.max():.4g}."
        )
        assert abs(z.mean()) < SIGMAS * np.sqrt(1 / 3 / z.size), (
            f"The mean should be near 0, but it is {w.mean():.3g}."
        )
        assert_share(z, np.abs(z) < 0.5, 0.5, "in the inner half of the range")
        assert_share(z, np.abs(z) < 0.9, 0.9, "in the inner nine tenths of the range")


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.parametrize("name", ["he_normal", "xavier_uniform"])
def test_init_shape_and_seed(student, name):
    """Initial weights have the shape asked for, and the seed fixes them.

    Equal weights would make units learn the same thing: each entry is a number of its own.
    """
    draw, fans = getattr(student, name), {"he_normal": [6], "xavier_uniform": [6, 4]}[name]
    for shape in [(7,), (3, 4), (4, 3, 2, 5)]:
        w = draw(*fans, shape, 1)
        assert_close(w, np.zeros(shape), bound=np.inf)
        assert np.unique(w).size == w.size, "No two weights should be equal."
        assert_close(draw(*fans, shape, 1), w, what="the weights for the same seed")
        assert np.all(draw(*fans, shape, 2) != w), "Another seed should give other weights."


# ---------------------------------------------------------------- layer norm


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    x=st.one_of(
        arrays((integers(1, 6),)),
        arrays((integers(1, 4), integers(1, 5))),
        arrays((integers(1, 3), integers(1, 3), integers(2, 4))),
    ),
    seed=seeds(),
)
def test_layer_norm(student, reference, x, seed):
    """Layer norm normalises each vector along the last axis by itself.

    Which statistics would a batch of a single vector have? Nothing else may enter here.
    """
    gamma, beta, _, _ = parameters(seed, x.shape[-1])
    assert_close(student.layer_norm(x, gamma, beta), reference.layer_norm(x, gamma, beta))


@pytest.mark.points(1)
@pytest.mark.requires("test_layer_norm")
@settings(max_examples=20)
@given(seed=seeds(), eps=st.sampled_from([1e-3, 0.1, 1.0]))
def test_layer_norm_eps(student, reference, seed, eps):
    """Layer norm adds epsilon under the root, and survives a large common offset.

    Subtract the mean before you square. Epsilon joins the variance, not the standard deviation.
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(1.0, 0.003, (3, 5))
    gamma, beta = rng.normal(1, 1, 5), rng.normal(0, 1, 5)
    assert_close(student.layer_norm(x, gamma, beta), reference.layer_norm(x, gamma, beta))
    got = student.layer_norm(x, gamma, beta, eps)
    assert_close(got, reference.layer_norm(x, gamma, beta, eps))
    far = rng.normal(1e7, 1.0, (3, 5))
    got = student.layer_norm(far, gamma, beta)
    assert_close(got, reference.layer_norm(far, gamma, beta), atol=1e-6)


@pytest.mark.points(1)
@pytest.mark.requires("test_layer_norm")
@settings(max_examples=20)
@given(seed=seeds(), wide=st.booleans())
def test_layer_norm_float32(student, reference, seed, wide):
    """Layer norm of float32 gives float32, even with float64 parameters.

    The result has the dtype of x, whatever the dtype of gamma and beta is.
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((3, 6)).astype(np.float32)
    gamma, beta = rng.normal(1, 1, 6).astype(np.float32), rng.normal(0, 1, 6).astype(np.float32)
    gamma64, beta64 = gamma.astype(np.float64), beta.astype(np.float64)
    expected = reference.layer_norm(x.astype(np.float64), gamma64, beta64)
    scale, shift = (gamma64, beta64) if wide else (gamma, beta)
    got = student.layer_norm(x, scale, shift)
    assert_close(got, expected, dtype=np.float32, rtol=1e-4, atol=1e-4)
