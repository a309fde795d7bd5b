"""Hidden checks for 00_foundations."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import integers, sampled_from

from grader.testing import assert_close, error_bound, seeds

TABLE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH = {
    "and": (TABLE, [0, 0, 0, 1]),
    "or": (TABLE, [0, 1, 1, 1]),
    "nand": (TABLE, [1, 1, 1, 0]),
    "not": (np.array([[0.0], [1.0]]), [1, 0]),
}
SCALED = ("z", ("mean", "std"))
LOSS = ("loss", "dw", "db")


def tenths(rng, *shape):
    """Numbers from -3 to 3 with one decimal."""
    return rng.integers(-30, 31, size=shape) / 10


def spread(rng, n, d):
    """A table whose columns are never constant."""
    x = tenths(rng, n, d)
    x[0], x[1] = -3.5, 3.5 + np.arange(d)
    return rng.permuted(x, axis=0)


def regression(rng, n, d):
    return tenths(rng, n, d), tenths(rng, n), tenths(rng, d), float(tenths(rng))


def classification(rng, n, d):
    x, _, w, b = regression(rng, n, d)
    return x, rng.integers(0, 2, size=n).astype(float), w, b


def symmetric(rng, eigenvalues):
    """A symmetric matrix with these eigenvalues."""
    d = len(eigenvalues)
    q, _ = np.linalg.qr(rng.normal(size=(d, d)))
    h = q @ np.diag(np.array(eigenvalues, dtype=float)) @ q.T
    return (h + h.T) / 2


# Vectors


@pytest.mark.practice
@pytest.mark.points(1)
def test_inner_worked(student):
    """The inner product of (1, 2, 3) and (2, 3, 4) is 20."""
    assert_close(student.inner(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])), 20.0)


@pytest.mark.practice
@pytest.mark.points(1)
@given(d=integers(1, 6), seed=seeds())
def test_inner(student, reference, d, seed):
    """The inner product multiplies element by element and adds up.

    Work out a vector with one entry on paper first.
    """
    rng = np.random.default_rng(seed)
    a, b = tenths(rng, d), tenths(rng, d)
    assert_close(student.inner(a, b), reference.inner(a, b))


@pytest.mark.practice
@pytest.mark.points(1)
@given(d=integers(1, 6), seed=seeds())
def test_norm_one(student, reference, d, seed):
    """The 1-norm adds up absolute values."""
    x = tenths(np.random.default_rng(seed), d)
    assert_close(student.norm(x, 1), reference.norm(x, 1))


@pytest.mark.points(1)
@given(d=integers(1, 6), seed=seeds())
def test_norm_two(student, reference, d, seed):
    """The 2-norm is the ordinary length of a vector."""
    x = tenths(np.random.default_rng(seed), d)
    assert_close(student.norm(x, 2), reference.norm(x, 2))


@pytest.mark.points(1)
@given(d=integers(1, 6), seed=seeds())
def test_norm_infinity(student, reference, d, seed):
    """The infinity norm is the largest absolute value.

    Which entry is the largest in (1, -5, 2), when signs do not count?
    """
    x = tenths(np.random.default_rng(seed), d)
    assert_close(student.norm(x, np.inf), reference.norm(x, np.inf))


@pytest.mark.practice
@pytest.mark.points(1)
@given(labels=st.lists(integers(0, 3), min_size=1, max_size=6), surplus=integers(0, 2))
def test_one_hot(student, reference, labels, surplus):
    """Every label gets a row with a single 1, in the column of its class.

    Look at the shape: how many rows, how many columns? A class may have no sample at all.
    """
    labels = np.array(labels, dtype=np.int64)
    assert_close(
        student.one_hot(labels, 4 + surplus),
        reference.one_hot(labels, 4 + surplus),
        dtype=np.float64,
    )


# Scaling


@pytest.mark.practice
@pytest.mark.points(2)
@given(n=integers(2, 6), d=integers(1, 4), seed=seeds())
def test_standardize(student, reference, n, d, seed):
    """Standardised columns have mean 0 and standard deviation 1.

    Write the formula of the standard deviation down: what is squared, what is it divided
    by, and what is done last? Then check along which axis you take it.
    """
    x = spread(np.random.default_rng(seed), n, d)
    assert_close(student.standardize(x), reference.standardize(x), names=SCALED)


@pytest.mark.points(1)
@given(n=integers(2, 6), d=integers(1, 3), k=sampled_from([0.5, 2.0, 10.0]), seed=seeds())
def test_standardize_units(student, reference, n, d, k, seed):
    """Changing the units of a column leaves its z-scores alone."""
    x = spread(np.random.default_rng(seed), n, d)
    z, (mean, std) = reference.standardize(x)
    assert_close(student.standardize(k * x + 32), (z, (k * mean + 32, k * std)), names=SCALED)


@pytest.mark.points(1)
@given(
    n=integers(1, 7),
    values=st.lists(integers(-30, 30), min_size=1, max_size=4),
    seed=seeds(),
)
def test_standardize_constant(student, reference, n, values, seed):
    """A constant column gives zeros, also when rounding makes its deviation tiny.

    Three times 0.1 has a mean that is not exactly 0.1, so its computed deviation is not
    exactly 0. Compare it with the size of the column.
    """
    x = np.tile(np.array(values) / 10, (n, 1))
    if n > 1:
        x = np.concatenate([x, spread(np.random.default_rng(seed), n, 1)], axis=1)
    assert_close(student.standardize(x), reference.standardize(x), names=SCALED)


@pytest.mark.points(1)
@pytest.mark.requires("test_standardize")
def test_standardize_nearly_constant(student, reference):
    """A column that varies a little is not a constant column.

    The rule compares the deviation with the column's own size, not with a fixed number.
    """
    signs = np.array([-1.0, 1.0, 1.0, -1.0])
    # Exact in binary: deviation over size is 1/3, 2**-30, 2**-39 (varies), 2**-40 (constant).
    columns = [1e-15 * (2 + signs), 1 + 2**-30 * signs, 1 + 2**-39 * signs, 1 + 2**-40 * signs]
    zeros = np.zeros(4)
    x = np.stack([*columns, zeros], axis=1)
    z = np.stack([signs, signs, signs, zeros, zeros], axis=1)
    _, stats = reference.standardize(x)
    assert_close(student.standardize(x), (z, stats), names=SCALED)


@pytest.mark.points(2)
@given(n=integers(2, 6), m=integers(1, 4), d=integers(1, 4), seed=seeds())
def test_standardize_test_data(student, reference, n, m, d, seed):
    """Test data are standardised with the statistics of the training data.

    A model has learned what "1.5" means from the training data. Must the same measurement
    mean something else because other test samples stand beside it?
    """
    rng = np.random.default_rng(seed)
    _, stats = reference.standardize(spread(rng, n, d))
    x = 2 * tenths(rng, m, d)
    assert_close(student.standardize(x, stats), reference.standardize(x, stats), names=SCALED)


@pytest.mark.points(1)
@given(n=integers(1, 5), seed=seeds())
def test_standardize_constant_stats(student, reference, n, seed):
    """A column that was constant in training is only shifted in the test data."""
    rng = np.random.default_rng(seed)
    mean = np.array([0.1, 0.0, 2.0, -1.6, 0.5, 4.0, -4.0])
    std = np.array([1.4e-17, 0.0, 4.0, 0.0, 1e-9, 2**-37, 2**-38])
    stats = (mean, std)
    x = tenths(rng, n, 7)
    x[0, 5:] = mean[5:]
    assert_close(
        student.standardize(x, stats=stats),
        reference.standardize(x, stats=stats),
        names=SCALED,
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_standardize")
@given(n=integers(2, 6), seed=seeds())
def test_standardize_far_from_zero(student, reference, n, seed):
    """The standard deviation survives a large mean.

    "Mean of the squares minus square of the mean" subtracts two huge, nearly equal numbers.
    Subtract first, square afterwards.
    """
    x = spread(np.random.default_rng(seed), n, 2) + 1e7
    assert_close(student.standardize(x), reference.standardize(x), names=SCALED)


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(2, 6), d=integers(1, 4), seed=seeds())
def test_min_max_scale(student, reference, n, d, seed):
    """Min-max scaling sends the lowest value to 0 and the highest to 1."""
    x = spread(np.random.default_rng(seed), n, d)
    assert_close(student.min_max_scale(x), reference.min_max_scale(x), names=("z", ("low", "high")))


@pytest.mark.points(1)
@given(n=integers(1, 4), values=st.lists(integers(-30, 30), min_size=1, max_size=4))
def test_min_max_constant(student, reference, n, values):
    """Min-max scaling turns a constant column into zeros."""
    x = np.tile(np.array(values) / 10, (n, 1))
    assert_close(student.min_max_scale(x), reference.min_max_scale(x), names=("z", ("low", "high")))


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(2, 6), m=integers(1, 4), seed=seeds())
def test_min_max_test_data(student, reference, n, m, seed):
    """Test data are scaled with the training range and may leave it.

    What should a value twice as high as the highest training value become?
    """
    rng = np.random.default_rng(seed)
    train = np.concatenate([spread(rng, n, 2), np.full((n, 1), 0.7)], axis=1)
    _, stats = reference.min_max_scale(train)
    x = 4 * tenths(rng, m, 3)
    assert_close(
        student.min_max_scale(x, stats=stats),
        reference.min_max_scale(x, stats=stats),
        names=("z", ("low", "high")),
    )


# The perceptron


@pytest.mark.practice
@pytest.mark.points(1)
@given(n=integers(1, 6), d=integers(1, 4), b=integers(-3, 3), seed=seeds())
def test_perceptron(student, reference, n, d, b, seed):
    """The perceptron fires when the sum with its bias is above zero.

    Try a sample whose sum is exactly zero, and one that only the bias decides.
    """
    rng = np.random.default_rng(seed)
    x = rng.integers(-2, 3, size=(n, d)).astype(float)
    w = rng.integers(-2, 3, size=d).astype(float)
    fired = student.perceptron(x, w, float(b))
    assert_close(fired, reference.perceptron(x, w, float(b)), dtype=False)


@pytest.mark.practice
@pytest.mark.points(1)
def test_perceptron_worked(student):
    """With weights 0.92, 0.2, 0.03 and threshold 0.5 only the first input matters."""
    x = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    fired = student.perceptron(x, np.array([0.92, 0.2, 0.03]), -0.5)
    assert_close(fired, np.array([1, 0, 0, 1]), dtype=False)


@pytest.mark.practice
@pytest.mark.points(2)
def test_gates(student, reference):
    """The weights of each gate give its truth table.

    Go through the rows of the truth table one by one and write down the sign that
    w . x + b must have. The bias is added, so a high threshold is a negative bias.
    """
    for name, (x, truth) in TRUTH.items():
        answer = student.gate(name)
        assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
            "gate returns two things, the weights w and the bias b."
        )
        w, b = answer
        assert isinstance(w, np.ndarray) and w.shape == (x.shape[1],), (
            f"The weights of {name!r} are an array of shape ({x.shape[1]},), one for each input."
        )
        assert w.dtype.kind in "iuf", "The weights of a gate are real numbers."
        assert isinstance(b, (int, float, np.integer, np.floating)), (
            "The bias of a gate is one real number."
        )
        fired = reference.perceptron(x, w.astype(float), float(b)).tolist()
        wrong = [row for row, a, t in zip(x.tolist(), fired, truth, strict=True) if a != t]
        assert not wrong, (
            f"A perceptron with the weights of {name!r} answers wrongly for the input {wrong[0]}."
        )


@pytest.mark.points(1)
def test_gate_xor(student):
    """XOR is refused, because no single perceptron computes it.

    Draw its four points and try to part the ones from the zeros with a straight line.
    """
    assert student.harness.gate_refuses("xor") is True, (
        "gate('xor') must raise ValueError: there are no weights it could return."
    )


# Regression


@pytest.mark.practice
@pytest.mark.points(2)
@given(n=integers(1, 5), d=integers(1, 4), seed=seeds())
def test_linear_regression(student, reference, n, d, seed):
    """Linear regression's loss is the mean squared error, and the gradient belongs to it.

    If the loss is right and dw is not, differentiate one sample by hand and count the
    factors; then ask what the mean does to each of them.
    """
    x, y, w, b = regression(np.random.default_rng(seed), n, d)
    assert_close(
        student.linear_regression(x, y, w, b),
        reference.linear_regression(x, y, w, b),
        names=LOSS,
    )


@pytest.mark.practice
@pytest.mark.points(2)
@given(n=integers(1, 5), d=integers(1, 4), seed=seeds())
def test_logistic_regression(student, reference, n, d, seed):
    """Logistic regression's loss is the mean cross-entropy, and the gradient belongs to it.

    Derive the slope of the loss of one sample with respect to its logit. It becomes very
    short.
    """
    x, y, w, b = classification(np.random.default_rng(seed), n, d)
    assert_close(
        student.logistic_regression(x, y, w, b),
        reference.logistic_regression(x, y, w, b),
        names=LOSS,
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_logistic_regression")
@given(
    logits=st.lists(sampled_from([1e4, -1e4, 800.0, -800.0, 50.0, -50.0]), min_size=1, max_size=5),
    seed=seeds(),
)
def test_logistic_regression_stable(student, reference, logits, seed):
    """Logistic regression stays finite and right for logits of 10,000.

    The exponential of 1e4 is no float, and the logarithm of 0 is none either. Rewrite the
    loss of one sample as a function of its logit before you program it.
    """
    rng = np.random.default_rng(seed)
    x = np.stack([np.array(logits), tenths(rng, len(logits))], axis=1)
    y = rng.integers(0, 2, size=len(logits)).astype(float)
    w, b = np.array([1.0, 0.0]), 0.0
    assert_close(
        student.logistic_regression(x, y, w, b),
        reference.logistic_regression(x, y, w, b),
        names=LOSS,
    )


# Curvature and descent


@pytest.mark.practice
@pytest.mark.points(2)
@given(eigenvalues=st.lists(integers(-2, 2), min_size=1, max_size=4), seed=seeds())
def test_hessian_kind(student, reference, eigenvalues, seed):
    """The signs of the eigenvalues tell minimum, maximum and saddle apart.

    Neither the diagonal nor the determinant is enough. Ask first whether both signs occur.
    """
    h = symmetric(np.random.default_rng(seed), eigenvalues)
    assert_close(student.hessian_kind(h), reference.hessian_kind(h))


@pytest.mark.points(1)
def test_hessian_zero(student):
    """What counts as a zero eigenvalue depends on the largest one.

    Measuring a function in other units multiplies all eigenvalues by one factor. Its
    minimum must stay a minimum.
    """
    for eigenvalues, kind in [
        ((1.0, 1.5e-10), "minimum"),
        ((1.0, 0.7e-10), "inconclusive"),
        ((1e4, 1e-5), "minimum"),
        ((3e-20, 1e-20), "minimum"),
        ((-1.0, -3e-10), "maximum"),
        ((-1.0, 3e-11), "inconclusive"),
        ((-1.0, 3e-10), "saddle"),
        ((0.0, 0.0), "inconclusive"),
    ]:
        assert_close(student.hessian_kind(np.diag(np.array(eigenvalues))), kind)


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    eigenvalues=st.lists(integers(1, 9), min_size=1, max_size=4),
    scale=sampled_from([0.01, 1.0, 100.0]),
    seed=seeds(),
)
def test_max_learning_rate(student, reference, eigenvalues, scale, seed):
    """The steepest direction limits the learning rate.

    Along an eigenvector a step multiplies the distance by 1 - lr * lambda. For which lr is
    that between -1 and 1 for every eigenvalue?
    """
    h = symmetric(np.random.default_rng(seed), [scale * value for value in eigenvalues])
    assert_close(student.max_learning_rate(h), reference.max_learning_rate(h))


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    d=integers(1, 4),
    steps=integers(0, 5),
    lr=sampled_from([0.05, 0.1, 0.5]),
    seed=seeds(),
)
def test_descend_quadratic(student, reference, d, steps, lr, seed):
    """Gradient descent steps against the gradient and keeps its whole path.

    Do two steps by hand for h = [[2]], x0 = [8] and lr = 0.25. How many rows are there?
    """
    rng = np.random.default_rng(seed)
    a = tenths(rng, d, d)
    h, x0 = a + a.T, tenths(rng, d)
    assert_close(
        student.descend_quadratic(h, x0, lr, steps), reference.descend_quadratic(h, x0, lr, steps)
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_max_learning_rate", "test_descend_quadratic")
@settings(max_examples=20)
@given(eigenvalues=st.lists(integers(1, 5), min_size=1, max_size=3), seed=seeds())
def test_limit_of_descent(student, reference, eigenvalues, seed):
    """Just below the largest learning rate the path shrinks, just above it grows."""
    rng = np.random.default_rng(seed)
    h = symmetric(rng, eigenvalues)
    x0 = np.linalg.eigh(h)[1].sum(axis=1)
    limit = student.max_learning_rate(h)
    assert_close(limit, reference.max_learning_rate(h))
    for lr, shrinks in ((0.9 * float(limit), True), (1.1 * float(limit), False)):
        path = student.descend_quadratic(h, x0, lr, 60)
        assert_close(path, reference.descend_quadratic(h, x0, lr, 60), rtol=1e-6, atol=1e-6)
        closer = np.linalg.norm(path[-1]) < np.linalg.norm(path[0])
        assert closer == shrinks, "The path does not shrink below the limit and grow above it."


@pytest.mark.practice
@pytest.mark.points(1)
@given(d=integers(1, 4), k=sampled_from([0.25, 1.0, 3.0, 10.0]), seed=seeds())
def test_directional_derivative(student, reference, d, k, seed):
    """A slope depends on the direction, not on the length of the arrow that shows it.

    A direction twice as long points the same way.
    """
    rng = np.random.default_rng(seed)
    grad, direction = tenths(rng, d), tenths(rng, d)
    direction[rng.integers(d)] = 2.5
    assert_close(
        student.directional_derivative(grad, k * direction),
        reference.directional_derivative(grad, direction),
    )


# Single precision


def exact(*arrays):
    """The same values in float64."""
    return tuple(a.astype(np.float64) if isinstance(a, np.ndarray) else a for a in arrays)


@pytest.mark.points(1)
@pytest.mark.requires("test_standardize")
@given(n=integers(2, 6), d=integers(1, 4), seed=seeds())
def test_standardize_float32(student, reference, n, d, seed):
    """Standardising float32 data gives float32."""
    x = spread(np.random.default_rng(seed), n, d).astype(np.float32)
    z, (mean, std) = reference.standardize(x.astype(np.float64))
    size = np.abs(x).max(axis=0)
    # Rounding errors of the mean and of std reach z divided by std.
    magnitude = float(np.max((1 + size / std) * (1 + np.abs(z)) + size))
    assert_close(
        student.standardize(x),
        (z, (mean, std)),
        names=SCALED,
        dtype=np.float32,
        bound=error_bound(magnitude, n, np.float32),
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_standardize_constant", "test_standardize_float32")
@given(n=integers(1, 7), values=st.lists(integers(-30, 30), min_size=1, max_size=4))
def test_standardize_constant_float32(student, n, values):
    """A constant float32 column gives zeros too.

    Three times 0.1 in float32 has a float32 mean that is off by a ten-millionth of its size.
    Compute mean and deviation in float64 and go back to float32 at the end.
    """
    row = np.array(values, np.float32) / np.float32(10)
    x = np.tile(row, (n, 1))
    zeros = np.zeros_like(row)
    assert_close(student.standardize(x), (np.zeros_like(x), (row, zeros)), names=SCALED)


@pytest.mark.points(1)
@pytest.mark.requires("test_min_max_scale")
@given(n=integers(2, 6), d=integers(1, 4), seed=seeds())
def test_min_max_float32(student, reference, n, d, seed):
    """Min-max scaling of float32 data gives float32."""
    x = spread(np.random.default_rng(seed), n, d).astype(np.float32)
    expected = reference.min_max_scale(x.astype(np.float64))
    assert_close(
        student.min_max_scale(x),
        expected,
        names=("z", ("low", "high")),
        dtype=np.float32,
        bound=error_bound(1.0, 4, np.float32),
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_linear_regression")
@given(n=integers(1, 5), d=integers(1, 4), seed=seeds())
def test_linear_regression_float32(student, reference, n, d, seed):
    """Linear regression on float32 data gives a float32 gradient."""
    x, y, w, b = regression(np.random.default_rng(seed), n, d)
    x, y, w = (a.astype(np.float32) for a in (x, y, w))
    expected = reference.linear_regression(*exact(x, y, w, b))
    # |x| <= 3, so a residual is at most 9 d + 6 and a product in dw at most 6 (9 d + 6).
    bound = error_bound((9 * d + 6.0) ** 2, n + d, np.float32)
    assert_close(
        student.linear_regression(x, y, w, b), expected, names=LOSS, dtype=np.float32, bound=bound
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_logistic_regression", "test_logistic_regression_stable")
@given(n=integers(1, 5), d=integers(1, 4), seed=seeds())
def test_logistic_regression_float32(student, reference, n, d, seed):
    """Logistic regression on float32 data gives a float32 gradient."""
    x, y, w, b = classification(np.random.default_rng(seed), n, d)
    x, y, w = (a.astype(np.float32) for a in (x, y, w))
    expected = reference.logistic_regression(*exact(x, y, w, b))
    # The logit is at most 9 d + 3; its rounding error reaches the loss and, times x / 4, dw.
    bound = error_bound(9.0 * d + 4, n + d, np.float32)
    assert_close(
        student.logistic_regression(x, y, w, b), expected, names=LOSS, dtype=np.float32, bound=bound
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_descend_quadratic")
@given(d=integers(1, 4), steps=integers(0, 4), seed=seeds())
def test_descend_float32(student, reference, d, steps, seed):
    """Gradient descent from a float32 start stays in float32."""
    rng = np.random.default_rng(seed)
    h = symmetric(rng, rng.integers(1, 5, size=d)).astype(np.float32)
    x0 = tenths(rng, d).astype(np.float32)
    expected = reference.descend_quadratic(*exact(h, x0), 0.1, steps)
    # Eigenvalues from 1 to 4 and lr = 0.1 shrink every step, so rounding errors only add up.
    bound = error_bound(3.0 * d * (steps + 1), d + 1, np.float32)
    assert_close(
        student.descend_quadratic(h, x0, 0.1, steps), expected, dtype=np.float32, bound=bound
    )
