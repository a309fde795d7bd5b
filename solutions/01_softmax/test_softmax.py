"""Hidden checks for 01_softmax."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import integers, sampled_from

from grader.testing import assert_close, error_bound, seeds


def tenths(rng, *shape):
    """Numbers from -3 to 3 with one decimal."""
    return rng.integers(-30, 31, size=shape) / 10


def batch(rng, n, c):
    """Logits and labels."""
    return tenths(rng, n, c), rng.integers(0, c, size=n)


def far_apart(rng, n, c):
    """Logits whose rows differ by up to 2e4 from one another, and their small copies.

    The small logits are what is left of each row without its shift.
    """
    x = tenths(rng, n, c)
    shifts = rng.choice([-1e4, -700.0, 0.0, 700.0, 1e4], size=(n, 1))
    return x + shifts, x, shifts


# Softmax


@pytest.mark.practice
@pytest.mark.points(1)
def test_softmax_worked(student):
    """The logits 2, 1, 0 become 0.665, 0.245 and 0.090."""
    assert_close(
        student.softmax(np.array([2.0, 1.0, 0.0])),
        np.array([0.66524096, 0.24472847, 0.09003057]),
        atol=1e-7,
    )


@pytest.mark.practice
@pytest.mark.points(2)
@given(shape=st.lists(integers(1, 4), min_size=1, max_size=3), seed=seeds())
def test_softmax(student, reference, shape, seed):
    """Softmax turns the last axis into probabilities.

    A table has one sample a row. Along which axis must the numbers sum to 1?
    """
    x = tenths(np.random.default_rng(seed), *shape)
    assert_close(student.softmax(x), reference.softmax(x))


@pytest.mark.points(2)
@given(
    shape=st.lists(integers(1, 4), min_size=2, max_size=4),
    data=st.data(),
    seed=seeds(),
)
def test_softmax_axis(student, reference, shape, data, seed):
    """Softmax works along any axis, negative ones too.

    The sums must keep their axis (with length 1), or broadcasting lines them up wrongly.
    """
    axis = data.draw(integers(-len(shape), len(shape) - 1), label="axis")
    x = tenths(np.random.default_rng(seed), *shape)
    assert_close(student.softmax(x, axis=axis), reference.softmax(x, axis=axis))


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(1, 4), c=integers(1, 5), seed=seeds())
def test_softmax_sums(student, reference, n, c, seed):
    """Every row of probabilities sums to 1, and the order of the logits is kept."""
    x = tenths(np.random.default_rng(seed), n, c)
    p = student.softmax(x)
    assert_close(p, reference.softmax(x))
    assert_close(p.sum(axis=1), np.ones(n), what="the sum of each row")
    assert np.all(p > 0), "A probability of a finite logit is above 0."


@pytest.mark.points(1)
@given(n=integers(1, 4), c=integers(2, 5), seed=seeds())
def test_softmax_permutation(student, reference, n, c, seed):
    """Reordering the classes reorders the probabilities and does nothing else."""
    rng = np.random.default_rng(seed)
    x, order = tenths(rng, n, c), rng.permutation(c)
    assert_close(student.softmax(x[:, order]), reference.softmax(x)[:, order])


@pytest.mark.points(0.5)
@given(c=integers(1, 5), value=integers(-5, 5))
def test_equal_logits(student, c, value):
    """Equal logits give equal probabilities."""
    assert_close(student.softmax(np.full((2, c), float(value))), np.full((2, c), 1 / c))


@pytest.mark.points(0.5)
@given(c=integers(1, 5))
def test_logsumexp_of_zeros(student, c):
    """logsumexp of C zeros is ln C."""
    assert_close(student.logsumexp(np.zeros((2, c))), np.full(2, np.log(c)))


@pytest.mark.points(1)
@given(c=integers(1, 4))
def test_softmax_empty_batch(student, c):
    """A batch without samples gives an empty table."""
    assert_close(student.softmax(np.zeros((0, c))), np.zeros((0, c)))


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_softmax")
@given(n=integers(1, 4), c=integers(1, 4), seed=seeds())
def test_softmax_shift(student, reference, n, c, seed):
    """Adding 10,000 to a row of logits does not change its probabilities.

    The exponential of 1e4 overflows and that of -1e4 is 0. Use the shift invariance
    yourself: what could you subtract from each row before exp sees it?
    """
    x, small, _ = far_apart(np.random.default_rng(seed), n, c)
    assert_close(student.softmax(x), reference.softmax(small))


# Logarithms


@pytest.mark.points(1)
@given(shape=st.lists(integers(1, 4), min_size=1, max_size=3), data=st.data(), seed=seeds())
def test_log_softmax(student, reference, shape, data, seed):
    """log_softmax is the logarithm of softmax, along any axis."""
    x = tenths(np.random.default_rng(seed), *shape)
    assert_close(student.log_softmax(x), reference.log_softmax(x))
    axis = data.draw(integers(-len(shape), len(shape) - 1), label="axis")
    assert_close(student.log_softmax(x, axis=axis), reference.log_softmax(x, axis=axis))


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_log_softmax")
@given(n=integers(1, 4), c=integers(2, 4), seed=seeds())
def test_log_softmax_stable(student, reference, n, c, seed):
    """log_softmax stays finite where the probability itself is 0 in floating point.

    The logarithm of a probability that has become 0 is minus infinity. Simplify ln of the
    fraction on paper: its numerator needs no exponential at all.
    """
    rng = np.random.default_rng(seed)
    x, small, _ = far_apart(rng, n, c)
    lone = rng.integers(c)
    x[:, lone] -= 1e4
    small[:, lone] -= 1e4
    assert_close(student.log_softmax(x), reference.log_softmax(small))


@pytest.mark.points(1)
@given(shape=st.lists(integers(1, 4), min_size=1, max_size=3), data=st.data(), seed=seeds())
def test_logsumexp(student, reference, shape, data, seed):
    """logsumexp removes the axis it sums along.

    Compare the shape with that of numpy.sum along the same axis.
    """
    x = tenths(np.random.default_rng(seed), *shape)
    assert_close(student.logsumexp(x), reference.logsumexp(x))
    axis = data.draw(integers(-len(shape), len(shape) - 1), label="axis")
    assert_close(student.logsumexp(x, axis=axis), reference.logsumexp(x, axis=axis))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_logsumexp")
@given(n=integers(1, 4), c=integers(1, 4), seed=seeds())
def test_logsumexp_stable(student, reference, n, c, seed):
    """Shifting a row by 10,000 shifts its logsumexp by 10,000.

    ln(exp(a) + exp(b)) = m + ln(exp(a - m) + exp(b - m)) for every m. Which m is good?
    """
    x, small, shifts = far_apart(np.random.default_rng(seed), n, c)
    assert_close(student.logsumexp(x), reference.logsumexp(small) + shifts[:, 0])


@pytest.mark.points(1)
@pytest.mark.parametrize("name", ["softmax", "logsumexp"])
@given(n=integers(1, 3), c=integers(2, 4), gap=sampled_from([1e4, -1e4]), seed=seeds())
def test_lone_logit(student, reference, name, n, c, gap, seed):
    """One logit 10,000 above or below the others does no harm.

    Which entry of a row must the shift turn into 0, so that no exponential overflows?
    """
    rng = np.random.default_rng(seed)
    x = tenths(rng, n, c)
    x[:, rng.integers(c)] += gap
    assert_close(getattr(student, name)(x), getattr(reference, name)(x))


# Cross-entropy


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(1, 4), c=integers(1, 10), seed=seeds())
def test_cross_entropy_zeros(student, n, c, seed):
    """A network that knows nothing about C classes has a loss of ln C."""
    labels = np.random.default_rng(seed).integers(0, c, size=n)
    assert_close(student.cross_entropy(np.zeros((n, c)), labels), float(np.log(c)))


@pytest.mark.practice
@pytest.mark.points(2)
@given(n=integers(1, 5), c=integers(1, 5), seed=seeds())
def test_cross_entropy(student, reference, n, c, seed):
    """Cross-entropy averages -ln of the probability of the true class.

    Check what you take: logits or probabilities, sum or mean, class numbers or one-hot rows.
    """
    logits, labels = batch(np.random.default_rng(seed), n, c)
    assert_close(student.cross_entropy(logits, labels), reference.cross_entropy(logits, labels))


@pytest.mark.points(1)
@given(parts=st.lists(integers(1, 20), min_size=2, max_size=4), data=st.data())
def test_cross_entropy_of_probability(student, parts, data):
    """A class predicted with probability p costs -ln p.

    Logits that are logarithms of probabilities come out of softmax as these probabilities.
    """
    p = np.array(parts) / sum(parts)
    label = data.draw(integers(0, len(parts) - 1), label="label")
    loss = student.cross_entropy(np.log(p)[None], np.array([label]))
    assert_close(loss, float(-np.log(p[label])))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_cross_entropy")
@given(n=integers(1, 3), c=integers(2, 4), k=integers(2, 3), seed=seeds())
def test_cross_entropy_copies(student, reference, n, c, k, seed):
    """A batch shown twice has the same loss, and half the gradient for each copy."""
    logits, labels = batch(np.random.default_rng(seed), n, c)
    many, answers = np.tile(logits, (k, 1)), np.tile(labels, k)
    assert_close(student.cross_entropy(many, answers), reference.cross_entropy(logits, labels))
    assert_close(
        student.cross_entropy_grad(many, answers),
        np.tile(reference.cross_entropy_grad(logits, labels) / k, (k, 1)),
    )


@pytest.mark.points(2)
@pytest.mark.requires("test_cross_entropy")
@given(n=integers(1, 4), c=integers(2, 4), seed=seeds())
def test_cross_entropy_stable(student, reference, n, c, seed):
    """A prediction that is wrong by 10,000 costs 10,000, not infinity.

    Clipping the probability hides the infinity and gives a number that is just as wrong.
    Never form the probability: you have a function for its logarithm.
    """
    rng = np.random.default_rng(seed)
    logits, small, _ = far_apart(rng, n, c)
    lone = rng.integers(c)
    logits[:, lone] -= 1e4
    small[:, lone] -= 1e4
    labels = rng.integers(0, c, size=n)
    labels[0] = lone
    assert_close(student.cross_entropy(logits, labels), reference.cross_entropy(small, labels))


@pytest.mark.points(1)
def test_cross_entropy_certain(student):
    """A certain and right prediction costs nothing."""
    logits = np.array([[1e4, 0.0, -1e4], [0.0, 50.0, 0.0]])
    assert_close(student.cross_entropy(logits, np.array([0, 1])), 0.0, atol=1e-12)


@pytest.mark.points(3)
@given(n=integers(1, 4), c=integers(1, 4), seed=seeds())
def test_cross_entropy_grad(student, reference, n, c, seed):
    """The gradient of cross-entropy is its slope in every logit.

    Change one logit a little and look how the loss of the whole batch changes. Does every
    class of a sample have a slope? What did the mean over the batch do?
    """
    logits, labels = batch(np.random.default_rng(seed), n, c)
    slope = np.empty((n, c))
    for i in range(n):
        for j in range(c):
            z = logits.astype(complex)
            z[i, j] += 1e-30j
            log_p = reference.log_softmax(z)[np.arange(n), labels]
            slope[i, j] = -np.mean(log_p).imag / 1e-30
    assert_close(student.cross_entropy_grad(logits, labels), slope)


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(1, 4), c=integers(1, 4), seed=seeds())
def test_cross_entropy_grad_rows(student, reference, n, c, seed):
    """Each row of the gradient sums to 0."""
    logits, labels = batch(np.random.default_rng(seed), n, c)
    grad = student.cross_entropy_grad(logits, labels)
    assert_close(grad, reference.cross_entropy_grad(logits, labels))
    assert_close(grad.sum(axis=1), np.zeros(n), what="the sum of each row")


@pytest.mark.points(1)
@pytest.mark.requires("test_cross_entropy_grad")
@given(n=integers(1, 4), c=integers(1, 4), seed=seeds())
def test_cross_entropy_grad_stable(student, reference, n, c, seed):
    """Adding 10,000 to a row of logits does not change the gradient."""
    rng = np.random.default_rng(seed)
    logits, small, _ = far_apart(rng, n, c)
    labels = rng.integers(0, c, size=n)
    assert_close(
        student.cross_entropy_grad(logits, labels), reference.cross_entropy_grad(small, labels)
    )


# Other losses


@pytest.mark.practice
@pytest.mark.points(1)
@given(shape=st.lists(integers(1, 3), min_size=1, max_size=3), seed=seeds())
def test_mse(student, reference, shape, seed):
    """The mean squared error averages over all elements.

    A table of 2 rows and 3 columns has 6 elements, not 2.
    """
    rng = np.random.default_rng(seed)
    pred, target = tenths(rng, *shape), tenths(rng, *shape)
    assert_close(student.mse(pred, target), reference.mse(pred, target))


@pytest.mark.practice
@pytest.mark.points(1)
@given(shape=st.lists(integers(1, 3), min_size=1, max_size=3), seed=seeds())
def test_mse_grad(student, reference, shape, seed):
    """The gradient of the mean squared error is its slope in every prediction.

    Differentiate the term of one element. How many elements share the mean?
    """
    rng = np.random.default_rng(seed)
    pred, target = tenths(rng, *shape), tenths(rng, *shape)
    assert_close(student.mse_grad(pred, target), reference.mse_grad(pred, target))


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    shape=st.lists(integers(1, 4), min_size=1, max_size=2),
    profit=sampled_from([0.5, 2.0, 5.0]),
    cost=sampled_from([0.25, 1.0, 3.0]),
    seed=seeds(),
)
def test_asymmetric_loss(student, reference, shape, profit, cost, seed):
    """Too little costs the missed profit, too much costs the goods left over, summed up.

    Take one element, prediction 8 and target 10: two sales are missed. Which price counts?
    """
    rng = np.random.default_rng(seed)
    pred, target = tenths(rng, *shape), tenths(rng, *shape)
    assert_close(
        student.asymmetric_loss(pred, target, profit, cost),
        reference.asymmetric_loss(pred, target, profit, cost),
    )


LAMBDAS = sampled_from([0.0, 0.01, 0.5, 2.0])
SHAPES = st.lists(st.lists(integers(1, 3), min_size=1, max_size=3), max_size=3)


@pytest.mark.practice
@pytest.mark.points(1)
@given(shapes=SHAPES, lam=LAMBDAS, seed=seeds())
def test_l1_penalty(student, reference, shapes, lam, seed):
    """The L1 penalty adds up the absolute values of all weights in all arrays."""
    rng = np.random.default_rng(seed)
    weights = [tenths(rng, *shape) for shape in shapes]
    assert_close(student.l1_penalty(weights, lam), reference.l1_penalty(weights, lam))


@pytest.mark.practice
@pytest.mark.points(1)
@given(shapes=SHAPES, lam=LAMBDAS, seed=seeds())
def test_l2_penalty(student, reference, shapes, lam, seed):
    """The L2 penalty adds up the squares of all weights in all arrays.

    No root, no mean, and no factor one half in this course.
    """
    rng = np.random.default_rng(seed)
    weights = [tenths(rng, *shape) for shape in shapes]
    assert_close(student.l2_penalty(weights, lam), reference.l2_penalty(weights, lam))


# Single precision. The reference runs in float64 on the float32 numbers.


@pytest.mark.points(2)
@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
@given(n=integers(1, 4), c=integers(1, 5), shift=sampled_from([0.0, 1e4, -1e4]), seed=seeds())
def test_softmax_float32(student, reference, name, n, c, shift, seed):
    """float32 logits give float32, and the right numbers.

    Which step of yours makes float64 out of float32?
    """
    x = (tenths(np.random.default_rng(seed), n, c) + shift).astype(np.float32)
    expected = getattr(reference, name)(x.astype(np.float64))
    # A rounding error of the shifted logits, at most 6, is a relative error of softmax. In the
    # logarithms, x - logsumexp(x) rounds at the size of x, which is right too.
    size = 8 * expected if name == "softmax" else 8 + abs(shift)
    bound = error_bound(size, c, np.float32)
    assert_close(getattr(student, name)(x), expected, dtype=np.float32, bound=bound)


@pytest.mark.points(1)
@pytest.mark.parametrize("name", ["cross_entropy", "cross_entropy_grad"])
@given(n=integers(1, 4), c=integers(1, 5), seed=seeds())
def test_cross_entropy_float32(student, reference, name, n, c, seed):
    """The loss of float32 logits is right, and its gradient is float32."""
    logits, labels = batch(np.random.default_rng(seed), n, c)
    logits = logits.astype(np.float32)
    expected = getattr(reference, name)(logits.astype(np.float64), labels)
    dtype, share = (np.float32, n) if name == "cross_entropy_grad" else (None, 1)
    bound = error_bound(8.0, n + c, np.float32) / share
    assert_close(getattr(student, name)(logits, labels), expected, dtype=dtype, bound=bound)


@pytest.mark.points(1)
@pytest.mark.parametrize("name", ["mse", "mse_grad"])
@given(n=integers(1, 4), c=integers(1, 5), seed=seeds())
def test_mse_float32(student, reference, name, n, c, seed):
    """The loss of float32 predictions is right, and its gradient is float32."""
    rng = np.random.default_rng(seed)
    pred, target = (tenths(rng, n, c).astype(np.float32) for _ in range(2))
    expected = getattr(reference, name)(pred.astype(np.float64), target.astype(np.float64))
    dtype, bound = None, error_bound(36.0, n * c, np.float32)
    if name == "mse_grad":
        dtype, bound = np.float32, error_bound(12.0 / (n * c), 1, np.float32)
    assert_close(getattr(student, name)(pred, target), expected, dtype=dtype, bound=bound)
