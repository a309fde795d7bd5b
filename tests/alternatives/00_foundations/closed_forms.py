"""One path from powers of a matrix, gradients from a Gram matrix, biases folded in."""

import numpy as np


def norm(x, p):
    if p == 2:
        return np.hypot.reduce(x) if len(x) else 0.0
    return np.max(np.abs(x)) if p == np.inf else np.abs(x).sum()


def perceptron(x, w, b):
    x1 = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    return np.where(x1 @ np.append(w, b) > 0, 1.0, 0.0)


def linear_regression(x, y, w, b):
    ones = np.ones((len(x), 1), x.dtype)
    x1 = np.concatenate([x, ones], axis=1)
    theta = np.append(w, np.asarray(b, w.dtype))
    gram, cross = x1.T @ x1 / len(y), x1.T @ y / len(y)
    gradient = 2 * (gram @ theta - cross)
    residual = x1 @ theta - y
    return np.mean(np.square(residual)), gradient[:-1], gradient[-1]


def max_learning_rate(h):
    return 2.0 / np.linalg.svd(h, compute_uv=False)[0]


def descend_quadratic(h, x0, lr, steps):
    step = np.eye(len(x0), dtype=x0.dtype) - np.asarray(lr, x0.dtype) * h
    return np.stack([np.linalg.matrix_power(step, k) @ x0 for k in range(steps + 1)])


def directional_derivative(grad, direction):
    return np.sum(grad * direction) / np.sqrt(np.sum(np.square(direction)))
