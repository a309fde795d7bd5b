"""Hidden checks for 02_backprop."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import integers, sampled_from

from grader.testing import arrays, assert_close, error_bound, seeds

ACTIVATIONS = ["sigmoid", "relu", "leaky_relu", "elu", "tanh"]
ALPHAS = [0.01, 0.3, 1.0, 1.5, 2.5]
SHAPES = st.one_of(st.tuples(integers(1, 5)), st.tuples(integers(1, 3), integers(1, 4)))


def off_kink(rng, shape, dtype=np.float64):
    """Values of both signs with one decimal, none of them 0."""
    sign = rng.choice([-1.0, 1.0], shape)
    return (sign * rng.integers(1, 30, shape) / 10).astype(dtype)


def wide(array):
    return array.astype(np.float64)


def network_parameters(rng, sizes):
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params[f"W{layer}"] = rng.normal(size=(n_in, n_out))
        params[f"b{layer}"] = rng.normal(size=n_out)
    return params


def number(error):
    """The learner's error as a float, or a sentence about what came instead."""
    is_number = isinstance(error, (int, float, np.number, np.ndarray)) and np.ndim(error) == 0
    assert is_number, f"gradient_check returns one number, not {type(error).__name__}"
    assert math.isfinite(error), f"gradient_check returned {float(error)}"
    return float(error)


# --- activations, forward --------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(x=arrays(SHAPES, low=-9.0, high=9.0))
def test_sigmoid(student, reference, x):
    """sigmoid squeezes every number between 0 and 1.

    Try 0 first: the answer is one half. What should a large negative number give?
    """
    assert_close(student.sigmoid(x), reference.sigmoid(x))


@pytest.mark.practice
@pytest.mark.points(1)
@given(x=arrays(SHAPES))
def test_tanh(student, reference, x):
    """tanh squeezes every number between -1 and 1."""
    assert_close(student.tanh(x), reference.tanh(x))


@pytest.mark.practice
@pytest.mark.points(1)
@given(x=arrays(SHAPES))
def test_relu(student, reference, x):
    """relu keeps positive numbers and turns negative ones into 0."""
    assert_close(student.relu(x), reference.relu(x))


@pytest.mark.practice
@pytest.mark.points(1)
@given(x=arrays(SHAPES), alpha=sampled_from(ALPHAS))
def test_leaky_relu(student, reference, x, alpha):
    """leaky_relu multiplies negative numbers by alpha, whatever alpha is.

    Try an alpha above 1, and the default.
    """
    assert_close(student.leaky_relu(x), reference.leaky_relu(x))
    assert_close(student.leaky_relu(x, alpha=alpha), reference.leaky_relu(x, alpha=alpha))


@pytest.mark.practice
@pytest.mark.points(1)
@given(x=arrays(SHAPES), alpha=sampled_from(ALPHAS))
def test_elu(student, reference, x, alpha):
    """elu bends negative numbers towards -alpha.

    Try the default alpha, and then alpha = 2.5.
    """
    assert_close(student.elu(x), reference.elu(x))
    assert_close(student.elu(x, alpha=alpha), reference.elu(x, alpha=alpha))


# --- activations, backward -------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), shape=SHAPES)
def test_sigmoid_backward(student, reference, seed, shape):
    """sigmoid_backward multiplies dout by the sigmoid's slope at x.

    x is what sigmoid received, not what it returned.
    """
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, shape), off_kink(rng, shape)
    assert_close(student.sigmoid_backward(dout, x), reference.sigmoid_backward(dout, x))


@pytest.mark.points(1)
def test_sigmoid_slopes_shrink(student):
    """The sigmoid's slope is 1/4 at most, so ten layers leave less than a millionth.

    The slope is largest at x = 0. Ten times one quarter, multiplied, is about 9.5e-7.
    """
    dout = np.array([1.0])
    for _ in range(10):
        dout = student.sigmoid_backward(np.array(dout), np.array([0.0]))
    assert_close(dout, np.array([0.25**10]), rtol=1e-9, atol=0.0)


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), shape=SHAPES)
def test_tanh_backward(student, reference, seed, shape):
    """tanh_backward multiplies dout by the slope of tanh at x."""
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, shape), off_kink(rng, shape)
    assert_close(student.tanh_backward(dout, x), reference.tanh_backward(dout, x))


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), shape=SHAPES)
def test_relu_backward(student, reference, seed, shape):
    """relu_backward lets dout through where x is positive.

    The sign of dout plays no part: a negative gradient passes as well as a positive one.
    """
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, shape), off_kink(rng, shape)
    assert_close(student.relu_backward(dout, x), reference.relu_backward(dout, x))


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), shape=SHAPES, alpha=sampled_from(ALPHAS))
def test_leaky_relu_backward(student, reference, seed, shape, alpha):
    """leaky_relu_backward has slope 1 for positive x and alpha for negative x."""
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, shape), off_kink(rng, shape)
    assert_close(student.leaky_relu_backward(dout, x), reference.leaky_relu_backward(dout, x))
    assert_close(
        student.leaky_relu_backward(dout, x, alpha=alpha),
        reference.leaky_relu_backward(dout, x, alpha=alpha),
    )


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), shape=SHAPES, alpha=sampled_from(ALPHAS))
def test_elu_backward(student, reference, seed, shape, alpha):
    """elu_backward has slope 1 for positive x and alpha times exp(x) for negative x."""
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, shape), off_kink(rng, shape)
    assert_close(student.elu_backward(dout, x), reference.elu_backward(dout, x))
    assert_close(
        student.elu_backward(dout, x, alpha=alpha), reference.elu_backward(dout, x, alpha=alpha)
    )


def both_ways(names):
    """Activations and their backward passes, by name."""
    return [function for name in names for function in (name, f"{name}_backward")]


def call(module, name, dout, x):
    """An activation of x, or its backward pass for dout at x."""
    arguments = (dout, x) if name.endswith("_backward") else (x,)
    return getattr(module, name)(*arguments)


@pytest.mark.points(1)
@pytest.mark.parametrize("name", both_ways(["sigmoid", "elu", "tanh"]))
def test_large_inputs(student, reference, name):
    """Large inputs give a finite number.

    exp(1000) is too large for a float and becomes infinity; infinity over infinity, and
    0 times infinity, are nan. Which exponent is never positive?
    """
    x = np.array([-1e4, -1000.0, -50.0, 50.0, 1000.0, 1e4])
    dout = np.array([1.0, -2.0, 3.0, 4.0, -5.0, 6.0])
    actual = call(student, name, dout, x)
    assert_close(actual, call(reference, name, dout, x), what=f"{name} for large numbers")


@pytest.mark.points(1)
@pytest.mark.parametrize("name", both_ways(ACTIVATIONS))
@settings(max_examples=10)
@given(seed=seeds())
def test_activations_float32(student, reference, name, seed):
    """float32 in, float32 out.

    Look for a new array that was made without a dtype.
    """
    rng = np.random.default_rng(seed)
    dout, x = off_kink(rng, (2, 3), np.float32), off_kink(rng, (2, 3), np.float32)
    expected = call(reference, name, wide(dout), wide(x))
    size = np.abs(wide(dout)) if name.endswith("_backward") else 1 + np.abs(wide(x))
    bound = error_bound(size, 4, np.float32)
    assert_close(call(student, name, dout, x), expected, dtype=np.float32, bound=bound)


# --- the linear layer ------------------------------------------------------------------

LINEAR = {"n": integers(1, 4), "n_in": integers(1, 4), "n_out": integers(1, 4)}


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), lead=st.lists(integers(1, 3), max_size=2), **LINEAR)
def test_linear_forward(student, reference, seed, lead, n, n_in, n_out):
    """linear_forward is x @ w + b, with any number of leading axes.

    Only the last axis of x meets the weights; the others are carried along.
    """
    rng = np.random.default_rng(seed)
    x = off_kink(rng, (n, *lead, n_in))
    w, b = off_kink(rng, (n_in, n_out)), off_kink(rng, n_out)
    assert_close(student.linear_forward(x, w, b), reference.linear_forward(x, w, b))


@pytest.mark.practice
@pytest.mark.points(2)
@given(seed=seeds(), **LINEAR)
def test_linear_backward(student, reference, seed, n, n_in, n_out):
    """linear_backward returns the gradients of x, w and b, each in its own shape.

    Write the three shapes down. There is only one way to multiply two of the arrays
    such that the shape comes out right. One bias serves all rows: what does a sum
    going forward become going back?
    """
    rng = np.random.default_rng(seed)
    dout = off_kink(rng, (n, n_out))
    x, w = off_kink(rng, (n, n_in)), off_kink(rng, (n_in, n_out))
    expected = reference.linear_backward(dout, x, w)
    assert_close(student.linear_backward(dout, x, w), expected, names=("dx", "dw", "db"))


@pytest.mark.points(1)
@pytest.mark.requires("test_linear_backward")
@given(seed=seeds(), lead=st.lists(integers(1, 3), min_size=1, max_size=2), **LINEAR)
def test_linear_backward_leading_axes(student, reference, seed, lead, n, n_in, n_out):
    """linear_backward sums dw and db over every leading axis.

    All leading axes together are just one long list of rows.
    """
    rng = np.random.default_rng(seed)
    dout = off_kink(rng, (n, *lead, n_out))
    x, w = off_kink(rng, (n, *lead, n_in)), off_kink(rng, (n_in, n_out))
    expected = reference.linear_backward(dout, x, w)
    assert_close(student.linear_backward(dout, x, w), expected, names=("dx", "dw", "db"))


FLOAT32 = given(seed=seeds(), n=integers(1, 4), n_in=integers(1, 4), n_out=integers(1, 4))


def linear_float32(seed, n, n_in, n_out):
    """dout, x, w and b of a linear layer in float32."""
    rng = np.random.default_rng(seed)
    shapes = (n, n_out), (n, n_in), (n_in, n_out), (n_out,)
    return [off_kink(rng, shape, np.float32) for shape in shapes]


@pytest.mark.points(0.5)
@pytest.mark.requires("test_linear_forward")
@FLOAT32
def test_linear_forward_float32(student, reference, seed, n, n_in, n_out):
    """linear_forward answers float32 with float32."""
    _, *arguments = linear_float32(seed, n, n_in, n_out)
    x, w, b = map(wide, arguments)
    bound = error_bound(np.abs(x) @ np.abs(w) + np.abs(b), n_in + 1, np.float32)
    expected = reference.linear_forward(x, w, b)
    assert_close(student.linear_forward(*arguments), expected, dtype=np.float32, bound=bound)


@pytest.mark.points(0.5)
@pytest.mark.requires("test_linear_backward")
@FLOAT32
def test_linear_backward_float32(student, reference, seed, n, n_in, n_out):
    """linear_backward answers float32 with float32."""
    *arguments, _ = linear_float32(seed, n, n_in, n_out)
    actual = student.linear_backward(*arguments)
    dout, x, w = map(wide, arguments)
    bounds = [
        error_bound(np.abs(dout) @ np.abs(w).T, n_out, np.float32),
        error_bound(np.abs(x).T @ np.abs(dout), n, np.float32),
        error_bound(np.abs(dout).sum(axis=0), n, np.float32),
    ]
    assert len(actual) == 3, "linear_backward returns three gradients: dx, dw, db"
    expected = reference.linear_backward(dout, x, w)
    for what, gradient, wanted, bound in zip(
        ("dx", "dw", "db"), actual, expected, bounds, strict=True
    ):
        assert_close(gradient, wanted, what=what, dtype=np.float32, bound=bound)


# --- gradient_check --------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    seed=seeds(),
    shape=st.lists(integers(1, 3), min_size=1, max_size=3).map(tuple),
    scale=sampled_from([1e-3, 1.0, 1e3]),
)
def test_gradient_check_right(student, seed, shape, scale):
    """gradient_check gives a small error for a right gradient, and leaves x alone.

    x may have any shape, and f wants that shape. Are you changing x itself, or a copy?
    """
    rng = np.random.default_rng(seed)
    x, c = off_kink(rng, shape), scale * off_kink(rng, shape)
    error, x_after = student.harness.check_gradient("cube", x, c, 3 * c * x**2)
    assert number(error) < 1e-4, "this gradient is right, so the error should be below 1e-4"
    assert_close(x_after, x, what="x after the call", rtol=0.0, atol=0.0)


@pytest.mark.points(1)
@given(
    seed=seeds(),
    shape=sampled_from([(1,), (3,), (2, 3), (2, 1, 2), (6, 20)]),
    scale=sampled_from([1e-3, 1.0, 1e3]),
    bug=sampled_from(["half", "a fifth more", "sign", "left out"]),
)
def test_gradient_check_wrong(student, seed, shape, scale, bug):
    """gradient_check gives a large error when a single entry of the gradient is wrong.

    One wrong entry among many must not be averaged away. The error is relative: it does
    not depend on how large f is.
    """
    rng = np.random.default_rng(seed)
    x, c = off_kink(rng, shape), scale * off_kink(rng, shape)
    grad = c * np.exp(x)
    where = tuple(rng.integers(0, shape))
    grad[where] *= {"half": 0.5, "a fifth more": 1.2, "sign": -1.0, "left out": 0.0}[bug]
    error, _ = student.harness.check_gradient("exp", x, c, grad)
    assert number(error) > 1e-2, "one entry of this gradient is wrong, so the error is large"


@pytest.mark.points(1)
@given(seed=seeds(), n=integers(1, 4))
@settings(max_examples=10)
def test_gradient_check_zero(student, seed, n):
    """Two zero gradients agree: the error is 0, not nan.

    What do you divide by when both numbers are 0? A gradient of 0 against a real slope
    is still an error.
    """
    rng = np.random.default_rng(seed)
    x, c = off_kink(rng, n), np.zeros(n)
    error, _ = student.harness.check_gradient("cube", x, c, np.zeros(n))
    assert number(error) < 1e-4, "both gradients are 0, so the error is 0"
    c[0] = 2.0
    error, _ = student.harness.check_gradient("cube", x, c, 3 * c * x**2)
    assert number(error) < 1e-4, "this gradient is right, also where it is 0"
    error, _ = student.harness.check_gradient("cube", x, c, np.zeros(n))
    assert number(error) > 1e-2, "this gradient is 0 where the function does change"


@pytest.mark.points(1)
@pytest.mark.requires("test_gradient_check_right")
def test_gradient_check_step(student):
    """gradient_check looks h to both sides, and h is 1e-5 unless it is given.

    For a square the central difference is exact, however large the step. For a cube it
    is not, and a large step must show.
    """
    x, c = np.array([1.0, -2.0]), np.array([1.0, 3.0])
    error, _ = student.harness.check_gradient("square", x, c, 2 * c * x, h=0.25)
    assert number(error) < 1e-4, "for a square, central differences are exact even at h = 0.25"
    error, _ = student.harness.check_gradient("cube", x, c, 3 * c * x**2, h=0.5)
    assert number(error) > 1e-2, "at h = 0.5 the central difference of x**3 is far from 3 x**2"
    x = np.array([0.0001, 0.0002])
    error, _ = student.harness.check_gradient("sine", x, c, 1000 * c * np.cos(1000 * x))
    assert number(error) < 1e-4, "with the default h = 1e-5 this gradient should be found right"


# --- Value -----------------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
def test_value_example(student):
    """The worked example (a * b + a) ** 2 has the gradients of the statement.

    Go back from the end: what does each operation pass to its operands?
    """
    a, b = student.Value(2.0), student.Value(3)
    d = a * b
    e = d + a
    f = e**2
    assert_close(f.data, 64.0, what="f.data")
    assert_close(a.grad, 0.0, what="a.grad before backward")
    f.backward()
    for name, node, grad in zip("fedba", (f, e, d, b, a), (1, 16, 16, 32, 64), strict=True):
        assert_close(node.grad, float(grad), what=f"{name}.grad")


OPERATIONS = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
}
ONE_SIDED = {
    "-a": lambda a, n: -a,
    "a ** n": lambda a, n: a**n,
    "a + n": lambda a, n: a + n,
    "a - n": lambda a, n: a - n,
    "a * n": lambda a, n: a * n,
    "a / n": lambda a, n: a / n,
    "n + a": lambda a, n: n + a,
    "n - a": lambda a, n: n - a,
    "n * a": lambda a, n: n * a,
    "n / a": lambda a, n: n / a,
}
FAR_FROM_ZERO = st.one_of(integers(-30, -2), integers(2, 30)).map(lambda tenths: tenths / 10)
NUMBERS = sampled_from([2, 3, -1, -2, 1, 4.0, -3.0])


@pytest.mark.points(1)
@given(operation=sampled_from(sorted(OPERATIONS)), a=FAR_FROM_ZERO, b=FAR_FROM_ZERO)
@settings(max_examples=30)
def test_value_two_operands(student, reference, operation, a, b):
    """+ - * / of two Values give the right number and both gradients.

    Which of the two operands stands below the fraction line, or behind the minus?
    """
    x, y = student.Value(a), student.Value(b)
    z = OPERATIONS[operation](x, y)
    z.backward()
    u, v = reference.Value(a), reference.Value(b)
    w = OPERATIONS[operation](u, v)
    w.backward()
    assert_close(z.data, w.data, what=f"({operation}).data")
    assert_close(x.grad, u.grad, what=f"a.grad of {operation}")
    assert_close(y.grad, v.grad, what=f"b.grad of {operation}")


@pytest.mark.points(1)
@given(operation=sampled_from(sorted(ONE_SIDED)), a=FAR_FROM_ZERO, n=NUMBERS)
@settings(max_examples=60)
def test_value_and_number(student, reference, operation, a, n):
    """A Value and a Python number mix on either side, and -a and a ** n work.

    Python turns `2 - a` into `a.__rsub__(2)`: mind the order.
    """
    x = student.Value(a)
    z = ONE_SIDED[operation](x, n)
    z.backward()
    u = reference.Value(a)
    w = ONE_SIDED[operation](u, n)
    w.backward()
    assert_close(z.data, w.data, what=f"({operation}).data")
    assert_close(x.grad, u.grad, what=f"a.grad of {operation}")


FUNCTIONS = ["exp", "log", "relu", "tanh", "to a power"]


@pytest.mark.points(1)
@given(
    name=sampled_from(FUNCTIONS),
    tenths=st.one_of(integers(-25, -1), integers(1, 25)),
    exponent=sampled_from([0.5, 1.5, -0.5]),
)
def test_value_functions(student, reference, name, tenths, exponent):
    """exp, log, tanh, relu and powers with a fraction give the right number and slope."""
    data = (abs(tenths) if name in ("log", "to a power") else tenths) / 10
    x, u = student.Value(data), reference.Value(data)
    z = x**exponent if name == "to a power" else getattr(x, name)()
    w = u**exponent if name == "to a power" else getattr(u, name)()
    z.backward()
    w.backward()
    assert_close(z.data, w.data, what=f"the number from {name}")
    assert_close(x.grad, u.grad, what=f"the gradient through {name}")


@pytest.mark.practice
@pytest.mark.points(1)
@given(a=FAR_FROM_ZERO, b=FAR_FROM_ZERO)
@settings(max_examples=10)
def test_value_used_twice(student, a, b):
    """A node that is used several times adds up its gradients.

    In a * a the same node is both operands. Does the second gradient replace the first?
    """
    x = student.Value(a)
    (x + x).backward()
    assert_close(x.grad, 2.0, what="a.grad of a + a")
    x = student.Value(a)
    (x * x).backward()
    assert_close(x.grad, 2 * a, what="a.grad of a * a")
    x, y = student.Value(a), student.Value(b)
    z = x * x * y + x * y + x
    z.backward()
    assert_close(x.grad, 2 * a * b + b + 1, what="a.grad of a * a * b + a * b + a")
    assert_close(y.grad, a * a + a, what="b.grad of a * a * b + a * b + a")


@pytest.mark.points(1)
def test_value_order(student):
    """A node waits for all of its gradient before it passes it on.

    In w = u * u + u, u gets gradient from two places. Draw the graph: when may u go on?
    """
    for short_path_first in (True, False):
        x = student.Value(1.0)
        u = 2 * x
        v = u * u
        w = u + v if short_path_first else v + u
        w.backward()
        assert_close(u.grad, 5.0, what="u.grad of u + u * u")
        assert_close(x.grad, 10.0, what="x.grad of u + u * u with u = 2 x")
        y = x = student.Value(1.0)
        for _ in range(3):
            y = y + y * 1.0 if short_path_first else y * 1.0 + y
        y.backward()
        assert_close(x.grad, 8.0, what="x.grad after three times y = y * 1.0 + y, from y = x on")


def earlier_node(rng, count):
    """One of `count` nodes, mostly one of the last: these are used again near the end and further back."""
    if rng.random() < 0.25:
        return int(rng.integers(0, count))
    return max(count - int(rng.geometric(0.5)), 0)


def random_program(rng, leaves, lines):
    """A random expression as data; operands are drawn so that all numbers stay moderate."""
    program = [("value", float(value)) for value in off_kink(rng, leaves)]
    data = [line[1] for line in program]
    binary = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide}
    unary = {
        "neg": np.negative,
        "exp": np.exp,
        "log": np.log,
        "tanh": np.tanh,
        "relu": lambda value: np.maximum(value, 0.0),
    }
    while len(program) < leaves + lines:
        name = str(rng.choice([*binary, *unary, "pow", "number side"]))
        i, j = earlier_node(rng, len(program)), earlier_node(rng, len(program))
        a, b = data[i], data[j]
        constant = float(off_kink(rng, ()))
        if name == "pow":
            exponent = int(rng.choice([-2, -1, 2, 3]))
            line, fits = ("pow", i, exponent), abs(a) > 0.3
            value = a**exponent if fits else 0.0
        elif name == "number side":
            name = str(rng.choice([*binary]))
            if rng.random() < 0.5:
                line, fits = (f"{name} number", i, constant), abs(constant) > 0.3
                value = binary[name](a, constant)
            else:
                line, fits = (f"number {name}", constant, i), abs(a) > 0.3
                value = binary[name](constant, a) if fits else 0.0
        elif name in binary:
            line, fits = (name, i, j), abs(b) > 0.3
            value = binary[name](a, b) if fits else 0.0
        else:
            line, fits = (name, i), abs(a) > 0.3 and (name != "log" or a > 0)
            value = unary[name](a) if fits else 0.0
        if fits and abs(value) < 8:
            program.append(line)
            data.append(float(value))
    return program


@pytest.mark.points(2)
@pytest.mark.requires("test_value_two_operands")
@given(seed=seeds(), leaves=integers(1, 3), lines=integers(1, 12), back=integers(0, 2))
@settings(max_examples=60)
def test_value_random_expressions(student, reference, seed, leaves, lines, back):
    """Random expressions give the right number and gradient at every node.

    A program lists the nodes from 0 on. Each line is an operation, then the numbers of the
    nodes it uses. Backward starts at the node with the number root; nodes it
    does not depend on keep the gradient 0.
    """
    program = random_program(np.random.default_rng(seed), leaves, lines)
    root = max(len(program) - 1 - back, leaves)
    data, grads = student.harness.run_program(program, root)
    expected_data, expected_grads = reference.harness.run_program(program, root)
    size = max(1.0, max(abs(grad) for grad in expected_grads))
    assert_close(data, expected_data, what="the data of the nodes")
    assert_close(
        grads, expected_grads, what="the gradients of the nodes", rtol=1e-7, atol=1e-9 * size
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_value_used_twice")
def test_value_long_chain(student, reference):
    """backward works on a chain of 5,000 nodes.

    Python allows about 1,000 calls inside each other. Which of your functions calls itself
    once per node? A list that you use as a stack can do the same work.
    """
    actual = student.harness.long_chain(0.5, 0.999, 2500)
    assert_close(actual, reference.harness.long_chain(0.5, 0.999, 2500), names=("data", "grad"))


@pytest.mark.points(1)
@pytest.mark.requires("test_value_used_twice")
def test_value_many_paths(student):
    """backward visits each node once, even when millions of paths lead to it.

    After 40 doublings y = y + y, a trillion paths lead from y to x. Do you walk along
    paths, or do you go through nodes?
    """
    actual = student.harness.doubled(0.5, 40)
    assert_close(actual, (2.0**39, 2.0**40), names=("data", "grad"))


# --- MLP -------------------------------------------------------------------------------

WIDTHS = st.lists(integers(1, 4), min_size=2, max_size=4)
KINDS = sampled_from(["relu", "tanh", "sigmoid"])


@pytest.mark.practice
@pytest.mark.points(1)
@given(sizes=WIDTHS, seed=integers(0, 3), activation=KINDS)
@settings(max_examples=10)
def test_mlp_parameters(student, sizes, seed, activation):
    """A new MLP has weights W1, b1, W2, ... in the right shapes, fixed by the seed.

    Biases start at 0. Weights do not: units that start alike stay alike.
    """
    sizes = [*sizes, 40, 40, 40]
    params = student.MLP(sizes, activation=activation, seed=seed).parameters()
    assert isinstance(params, dict), "parameters() returns a dict of arrays"
    pairs = list(enumerate(pairwise(sizes), 1))
    expected = {}
    for layer, (n_in, n_out) in pairs:
        expected |= {f"W{layer}": (n_in, n_out), f"b{layer}": (n_out,)}
    assert {name: np.shape(value) for name, value in params.items()} == expected, (
        f"for sizes {sizes}, names and shapes are {expected}"
    )
    for name, value in params.items():
        assert getattr(value, "dtype", None) == np.float64, f"{name} is a float64 array"
    for layer, (_, n_out) in pairs:
        assert_close(params[f"b{layer}"], np.zeros(n_out), what=f"b{layer} of a new network")
    last = len(pairs)
    assert not np.array_equal(params[f"W{last}"], params[f"W{last - 1}"]), (
        "two layers of the same shape start with different weights"
    )
    again = student.MLP(sizes, activation, seed).parameters()
    assert_close(again, params, what="the parameters from the same seed", rtol=0.0, atol=0.0)
    other = student.MLP(sizes, activation=activation, seed=seed + 1).parameters()
    assert not np.array_equal(other[f"W{last}"], params[f"W{last}"]), (
        "another seed gives other weights"
    )
    default = student.MLP(sizes).parameters()
    explicit = student.MLP(sizes, activation="relu", seed=0).parameters()
    assert_close(default, explicit, what="the parameters by default", rtol=0.0, atol=0.0)


@pytest.mark.points(1)
@pytest.mark.requires("test_mlp_parameters")
def test_mlp_first_weights(student):
    """The first weights have mean 0 and the standard deviation that fits the activation.

    ReLU throws half of the signal away, and its weights make up for that.
    """
    # 4,800 weights and more: the standard deviation of a sample is off by 1.1% (one
    # sigma, less for a uniform distribution) and the mean by 1.5% of the deviation. 8%
    # and 10% are more than six sigmas: a right network fails with probability < 1e-7.
    sizes = [60, 80, 70]
    for activation in ("relu", "tanh", "sigmoid"):
        params = student.MLP(sizes, activation=activation, seed=5).parameters()
        for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
            weights = params[f"W{layer}"]
            wanted = math.sqrt(2 / n_in if activation == "relu" else 2 / (n_in + n_out))
            what = f"the standard deviation of W{layer} with {activation}"
            assert_close(float(np.std(weights)), wanted, what=what, rtol=0.08, atol=0.0)
            mean = float(np.mean(weights))
            assert abs(mean) < 0.1 * wanted, f"the mean of W{layer} is {mean:.3g}, far from 0"


@pytest.mark.points(1)
@given(seed=seeds(), sizes=WIDTHS)
@settings(max_examples=20)
def test_mlp_load(student, reference, seed, sizes):
    """load replaces all parameters by float64 copies.

    The caller may write over its own arrays later: the network must not notice. Nor does it
    notice what another network loads.
    """
    rng = np.random.default_rng(seed)
    params = network_parameters(rng, sizes)
    net = student.MLP(sizes)
    net.load(params)
    assert_close(net.parameters(), params, what="parameters() after load")
    student.MLP(sizes).load({name: value + 1.0 for name, value in params.items()})
    what = "parameters() after another network loaded its own"
    assert_close(net.parameters(), params, what=what)
    single = {name: value.astype(np.float32) for name, value in params.items()}
    net.load(single)
    expected = {name: wide(value) for name, value in single.items()}
    assert_close(net.parameters(), expected, what="parameters() after loading float32")
    x = off_kink(rng, (2, sizes[0]))
    before, after = student.harness.load_then_change(sizes, params, x)
    assert_close(after, before, what="the logits after the caller changed its own arrays")


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), sizes=WIDTHS, activation=KINDS, n=integers(1, 4))
@settings(max_examples=30)
def test_mlp_forward(student, reference, seed, sizes, activation, n):
    """forward gives the logits: an activation after every layer but the last.

    Logits may be negative and of any size. What comes after the last linear layer?
    """
    rng = np.random.default_rng(seed)
    params, x = network_parameters(rng, sizes), off_kink(rng, (n, sizes[0]))
    net = student.MLP(sizes, activation=activation)
    net.load(params)
    actual = net.forward(x)
    net = reference.MLP(sizes, activation=activation)
    net.load(params)
    assert_close(actual, net.forward(x))


def learner_and_reference(student, reference, sizes, activation, params, x, labels):
    net = student.MLP(sizes, activation=activation)
    net.load(params)
    actual = net.loss_and_grads(x, labels)
    is_pair = isinstance(actual, (tuple, list)) and len(actual) == 2
    assert is_pair, "loss_and_grads returns two things: the loss and the dict of gradients"
    oracle = reference.MLP(sizes, activation=activation)
    oracle.load(params)
    return net, actual, oracle.loss_and_grads(x, labels)


@pytest.mark.points(1)
@pytest.mark.requires("test_mlp_forward")
@given(seed=seeds(), sizes=WIDTHS, activation=KINDS, n=integers(1, 4))
@settings(max_examples=30)
def test_mlp_loss(student, reference, seed, sizes, activation, n):
    """The loss is the mean softmax cross-entropy of the batch.

    With all weights 0, ten classes cost ln 10 = 2.3026.
    """
    rng = np.random.default_rng(seed)
    params, x = network_parameters(rng, sizes), off_kink(rng, (n, sizes[0]))
    labels = rng.integers(0, sizes[-1], n)
    _, actual, expected = learner_and_reference(
        student, reference, sizes, activation, params, x, labels
    )
    assert_close(actual[0], expected[0], what="the loss")


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_mlp_loss")
@given(seed=seeds(), sizes=WIDTHS, activation=KINDS, n=integers(1, 4))
@settings(max_examples=30)
def test_mlp_gradients(student, reference, seed, sizes, activation, n):
    """loss_and_grads gives the gradient of every parameter, and leaves the network alone.

    Let gradient_check look for the first wrong one, from the last layer to the first.
    Every backward function wants what its forward function received.
    """
    rng = np.random.default_rng(seed)
    params, x = network_parameters(rng, sizes), off_kink(rng, (n, sizes[0]))
    labels = rng.integers(0, sizes[-1], n)
    net, actual, expected = learner_and_reference(
        student, reference, sizes, activation, params, x, labels
    )
    assert_close(actual[1], expected[1], what="the gradients")
    assert_close(net.parameters(), params, what="the parameters after loss_and_grads")
    again = net.loss_and_grads(x, labels)
    assert_close(again[1], expected[1], what="the gradients of a second call")


@pytest.mark.points(1)
@pytest.mark.requires("test_mlp_gradients")
@given(seed=seeds(), scale=sampled_from([-1e4, 800.0, 5e3]))
@settings(max_examples=20)
def test_mlp_large_logits(student, reference, seed, scale):
    """Logits in the thousands give a finite loss and finite gradients.

    You solved this in the module on softmax: what may be subtracted from a row?
    """
    rng = np.random.default_rng(seed)
    sizes = [2, 3, 3]
    params, x = network_parameters(rng, sizes), off_kink(rng, (2, 2))
    params["W2"] = params["W2"] * scale
    labels = rng.integers(0, 3, 2)
    _, actual, expected = learner_and_reference(
        student, reference, sizes, "tanh", params, x, labels
    )
    assert_close(actual, expected, names=("loss", "grads"))
