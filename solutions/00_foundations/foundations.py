"""Foundations: vectors, scaling, the perceptron, regression, and gradient descent.

Arrays follow the conventions of the whole course. A table of data ``x`` has one sample
a row, shape ``(N, d)``. Weights ``w`` have shape ``(d,)`` and ``b`` is a single number.
Results keep the float dtype of the input (float64 or float32), and no function changes
its arguments. NumPy only.
"""

import numpy as np


def inner(a: np.ndarray, b: np.ndarray) -> float:
    """Return the inner product of two vectors, the sum of a[i] * b[i].

    a, b: shape (d,). The sum of no products (d = 0) is 0.

    >>> inner(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0]))
    20.0
    """
    ### BEGIN SOLUTION
    return float(np.dot(a, b))
    ### END SOLUTION


def norm(x: np.ndarray, p: float) -> float:
    """Return the p-norm of a vector, for p = 1, 2 or numpy.inf.

    x: shape (d,).
    p = 1: the sum of the absolute values.
    p = 2: the square root of the sum of the squares.
    p = numpy.inf: the largest absolute value (d is at least 1 then).

    >>> v = np.array([3.0, -4.0])
    >>> norm(v, 1), norm(v, 2), norm(v, np.inf)
    (7.0, 5.0, 4.0)
    """
    ### BEGIN SOLUTION
    if p == 1:
        return float(np.sum(np.abs(x)))
    if p == 2:
        return float(np.sqrt(np.sum(x**2)))
    return float(np.max(np.abs(x)))
    ### END SOLUTION


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    """Return one row for each label: a 1 in the column of its class, 0 elsewhere.

    labels: integers from 0 to num_classes - 1, shape (N,); N may be 0.
    Returns shape (N, num_classes), dtype float64.

    >>> one_hot(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    ### BEGIN SOLUTION
    return np.eye(num_classes)[labels]
    ### END SOLUTION


def standardize(
    x: np.ndarray, stats: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return z-scores by column, and the mean and standard deviation they were made with.

    x: shape (N, d), N at least 1. z = (x - mean) / std, column by column.
    std is the biased one: sigma^2 is the mean of the squared deviations (divide by N).

    stats: None for training data, then mean and std are computed from x. For test data
    pass the (mean, std) of the training data; they are used and returned as they are.

    Returns (z, (mean, std)) with shapes (N, d), (d,), (d,), all in the dtype of x.

    Compute mean and std in float64, also for float32 data, whose own rounding is far coarser
    than the next rule allows for.

    Constant columns: a std of at most 1e-12 times the column's largest absolute value is only
    rounding. The column counts as constant and its z is 0. The std returned is still the
    one computed. With such a std in stats (there |mean| stands for the column's size),
    z is x - mean.

    >>> z, (mean, std) = standardize(np.array([[1.0, 5.0], [3.0, 5.0]]))
    >>> z
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> mean, std
    (array([2., 5.]), array([1., 0.]))
    >>> standardize(np.array([[4.0, 6.0]]), (mean, std))[0]
    array([[2., 1.]])
    """
    ### BEGIN SOLUTION
    if stats is None:
        # Statistics in float64, so that a constant float32 column stays constant.
        mean = x.mean(axis=0, dtype=np.float64)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.divide(x - mean, std, out=np.zeros(x.shape), where=~constant)
    else:
        mean, std = stats
        constant = std <= 1e-12 * np.abs(mean)
        z = (x - mean) / np.where(constant, 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
    ### END SOLUTION


def min_max_scale(
    x: np.ndarray, stats: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return x scaled by column so that the training data fill [0, 1], and (low, high).

    x: shape (N, d), N at least 1. z = (x - low) / (high - low), column by column.

    stats: None for training data, then low and high are the smallest and largest value of
    each column. For test data pass the (low, high) of the training data; they are used
    and returned as they are. Test data may leave [0, 1]: they are not clipped.

    Returns (z, (low, high)) with shapes (N, d), (d,), (d,), all in the dtype of x.
    Where high equals low, z is x - low, so a constant column gives zeros.

    >>> z, stats = min_max_scale(np.array([[10.0], [20.0], [15.0]]))
    >>> z.ravel()
    array([0. , 1. , 0.5])
    >>> min_max_scale(np.array([[25.0]]), stats)[0]
    array([[1.5]])
    """
    ### BEGIN SOLUTION
    low, high = (x.min(axis=0), x.max(axis=0)) if stats is None else stats
    span = np.where(high == low, 1, high - low)
    return (x - low) / span, (low, high)
    ### END SOLUTION


def perceptron(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return 1 for each row of x at which the perceptron fires, 0 for the others.

    It fires when x @ w + b > 0, and not when the sum is exactly 0.
    x: (N, d), w: (d,), b: a number. Returns shape (N,), zeros and ones of any dtype.

    Source: Rosenblatt, "The perceptron", Psychological Review 65 (1958).

    >>> perceptron(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2.0, 1.0]), -1.0).tolist()
    [1, 0]
    """
    ### BEGIN SOLUTION
    return (x @ w + b > 0).astype(int)
    ### END SOLUTION


def gate(name: str) -> tuple[np.ndarray, float]:
    """Return (w, b) with which `perceptron` computes a logic gate on inputs 0 and 1.

    name: "and", "or", "nand" (w of shape (2,)) or "not" (w of shape (1,)).
    Any weights that give the right truth table will do.
    Raises ValueError for every other name, "xor" among them: no single perceptron
    computes it.

    >>> w, b = gate("or")
    >>> perceptron(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), w, b).tolist()
    [0, 1, 1, 1]
    """
    ### BEGIN SOLUTION
    gates = {
        "and": (np.ones(2), -1.5),
        "or": (np.ones(2), -0.5),
        "nand": (-np.ones(2), 1.5),
        "not": (-np.ones(1), 0.5),
    }
    if name not in gates:
        raise ValueError(f"no perceptron known for {name!r}")
    return gates[name]
    ### END SOLUTION


def linear_regression(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float
) -> tuple[float, np.ndarray, float]:
    """Return the mean squared error of x @ w + b against y, and its gradient.

    x: (N, d), y: (N,) in the dtype of x, w: (d,), b: a number.
    loss = mean of (x @ w + b - y)^2 over the N samples; there is no factor one half.

    Returns (loss, dw, db): dw has the shape and dtype of w, loss and db are numbers.

    >>> linear_regression(np.array([[1.0], [2.0]]), np.array([1.0, 3.0]), np.array([1.0]), 0.0)
    (0.5, array([-2.]), -1.0)
    """
    ### BEGIN SOLUTION
    residual = x @ w + b - y
    loss = np.mean(residual**2)
    dw = 2 * x.T @ residual / len(y)
    db = 2 * np.mean(residual)
    return float(loss), dw, float(db)
    ### END SOLUTION


def logistic_regression(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float
) -> tuple[float, np.ndarray, float]:
    """Return the mean binary cross-entropy of logistic regression, and its gradient.

    x: (N, d), y: (N,) of 0.0 and 1.0 in the dtype of x, w: (d,), b: a number.
    The logit is t = x @ w + b and the probability of class 1 is p = 1 / (1 + exp(-t)).
    loss = mean of -(y ln p + (1 - y) ln(1 - p)) over the N samples.

    Stable: loss and gradient are finite and right for logits as large as 1e4, of either
    sign, also when the sample is badly wrong.

    Returns (loss, dw, db): dw has the shape and dtype of w, loss and db are numbers.

    >>> x, y = np.array([[1.0], [-1.0]]), np.array([1.0, 1.0])
    >>> loss, dw, db = logistic_regression(x, y, np.array([0.0]), 0.0)
    >>> round(loss, 6), dw, db
    (0.693147, array([0.]), -0.5)
    >>> logistic_regression(x, y, np.array([1e4]), 0.0)[0]
    5000.0
    """
    ### BEGIN SOLUTION
    t = x @ w + b
    # -ln p = ln(1 + exp(-t)) = ln(1 + exp(t)) - t, and logaddexp(0, t) = ln(1 + exp(t)).
    loss = np.mean(np.logaddexp(0, t) - y * t)
    error = np.exp(-np.logaddexp(0, -t)) - y
    return float(loss), x.T @ error / len(y), float(np.mean(error))
    ### END SOLUTION


def hessian_kind(h: np.ndarray) -> str:
    """Return what a critical point is, judged by its symmetric Hessian h of shape (d, d).

    The signs of the eigenvalues decide, in this order:
    "saddle" if one is positive and one is negative, whatever the others are;
    "inconclusive" if one of them is zero;
    "minimum" if all are positive, "maximum" if all are negative.

    An eigenvalue counts as zero when its absolute value is at most 1e-10 times the
    largest absolute eigenvalue.

    >>> hessian_kind(np.array([[2.0, 0.0], [0.0, 1.0]]))
    'minimum'
    >>> hessian_kind(np.array([[0.0, 1.0], [1.0, 0.0]]))
    'saddle'
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(h)
    zero = 1e-10 * np.abs(eigenvalues).max()
    positive, negative = eigenvalues > zero, eigenvalues < -zero
    if positive.any() and negative.any():
        return "saddle"
    if positive.all():
        return "minimum"
    if negative.all():
        return "maximum"
    return "inconclusive"
    ### END SOLUTION


def max_learning_rate(h: np.ndarray) -> float:
    """Return 2 / lambda_max, below which gradient descent on a quadratic converges.

    h: symmetric, positive definite, shape (d, d); lambda_max is its largest eigenvalue.

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 4.3, treats the
    quadratic; along an eigenvector one step multiplies the distance by 1 - lr * lambda.

    >>> max_learning_rate(np.array([[4.0, 0.0], [0.0, 1.0]]))
    0.5
    """
    ### BEGIN SOLUTION
    return float(2 / np.linalg.eigvalsh(h).max())
    ### END SOLUTION


def descend_quadratic(h: np.ndarray, x0: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Return the path of gradient descent on f(x) = 1/2 x^T h x.

    h: symmetric, (d, d). x0: the start, (d,). The gradient of f at x is h @ x.
    Returns shape (steps + 1, d) in the dtype of x0: x0 itself first, then the point after
    each step.

    >>> descend_quadratic(np.array([[2.0]]), np.array([8.0]), lr=0.25, steps=3).ravel()
    array([8., 4., 2., 1.])
    """
    ### BEGIN SOLUTION
    path = [x0]
    for _ in range(steps):
        x = path[-1]
        path.append(x - lr * (h @ x))
    return np.stack(path)
    ### END SOLUTION


def directional_derivative(grad: np.ndarray, direction: np.ndarray) -> float:
    """Return the slope of f in a direction: its gradient times the unit vector.

    grad: the gradient of f at the point, (d,). direction: any vector other than zero,
    (d,); it is normalised to length 1 (2-norm) first, so its length does not matter.

    >>> directional_derivative(np.array([3.0, 1.0]), np.array([10.0, 0.0]))
    3.0
    """
    ### BEGIN SOLUTION
    return inner(grad, direction) / norm(direction, 2)
    ### END SOLUTION
