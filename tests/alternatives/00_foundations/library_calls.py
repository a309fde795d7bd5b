"""NumPy's own linear algebra and statistics, einsum, and general eigenvalues."""

import numpy as np


def inner(a, b):
    return np.einsum("i,i->", a, b)


def norm(x, p):
    return np.linalg.norm(x, ord=p)


def one_hot(labels, num_classes):
    return np.equal.outer(labels, np.arange(num_classes)).astype(np.float64)


def standardize(x, stats=None):
    fresh = stats is None
    wide = x.astype(np.float64)
    mean, std = (np.mean(wide, axis=0), np.std(wide, axis=0)) if fresh else stats
    size = np.max(np.abs(wide), axis=0) if fresh else np.abs(mean)
    varies = std > 1e-12 * size
    z = wide - mean
    z[:, varies] /= std[varies]
    if fresh:
        z[:, ~varies] = 0
    return z.astype(x.dtype), (np.asarray(mean, x.dtype), np.asarray(std, x.dtype))


def min_max_scale(x, stats=None):
    low, high = stats or (np.amin(x, 0), np.amax(x, 0))
    z = x - low
    np.divide(z, high - low, out=z, where=high > low)
    return z, (low, high)


def perceptron(x, w, b):
    return np.heaviside(np.einsum("nd,d->n", x, w) + b, 0)


def linear_regression(x, y, w, b):
    residual = np.einsum("nd,d->n", x, w) + (b - y)
    scale = 2 / x.shape[0]
    dw = np.einsum("nd,n->d", x, residual) * scale
    return residual @ residual / x.shape[0], dw, residual.sum() * scale


def logistic_regression(x, y, w, b):
    t = x @ w + b
    signed = np.where(y == 1, -t, t)
    p = (1 + np.tanh(t / 2)) / 2
    return np.logaddexp(0, signed).mean(), np.mean((p - y)[:, None] * x, axis=0), (p - y).mean()


def hessian_kind(h):
    values = np.linalg.eigvals(h).real
    signs = set(np.sign(np.where(np.abs(values) <= 1e-10 * np.max(np.abs(values)), 0, values)))
    if {1.0, -1.0} <= signs:
        return "saddle"
    if 0.0 in signs:
        return "inconclusive"
    return "minimum" if 1.0 in signs else "maximum"


def max_learning_rate(h):
    return 2 / np.linalg.norm(h, 2)


def directional_derivative(grad, direction):
    return np.dot(grad, direction / np.linalg.norm(direction))
