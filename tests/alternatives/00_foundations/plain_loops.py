"""Plain Python loops and the math module in place of vectorised NumPy."""

import math

import numpy as np


def inner(a, b):
    total = 0.0
    for left, right in zip(a, b):
        total += float(left) * float(right)
    return total


def norm(x, p):
    sizes = [abs(float(value)) for value in x]
    if p == math.inf:
        return max(sizes)
    return sum(size**p for size in sizes) ** (1 / p)


def one_hot(labels, num_classes):
    table = np.zeros((len(labels), num_classes))
    for row, label in enumerate(labels):
        table[row, label] = 1
    return table


def standardize(x, stats=None):
    n, d = x.shape
    z = np.empty_like(x)
    means, stds = np.empty(d, x.dtype), np.empty(d, x.dtype)
    for j in range(d):
        column = [float(value) for value in x[:, j]]
        if stats is None:
            mean = math.fsum(column) / n
            std = math.sqrt(math.fsum((value - mean) ** 2 for value in column) / n)
            size = max(abs(value) for value in column)
        else:
            mean, std = float(stats[0][j]), float(stats[1][j])
            size = abs(mean)
        constant = std == 0 or std < 1e-12 * size
        for i, value in enumerate(column):
            z[i, j] = value - mean if constant else (value - mean) / std
        means[j], stds[j] = mean, std
    return z, (means, stds)


def min_max_scale(x, stats=None):
    z = np.zeros_like(x)
    low = np.array([min(column) for column in x.T], x.dtype) if stats is None else stats[0]
    high = np.array([max(column) for column in x.T], x.dtype) if stats is None else stats[1]
    for j in range(x.shape[1]):
        span = high[j] - low[j]
        for i in range(x.shape[0]):
            z[i, j] = (x[i, j] - low[j]) / (span if span > 0 else 1)
    return z, (low, high)


def perceptron(x, w, b):
    return np.array([inner(row, w) + b > 0 for row in x], dtype=bool)


def gate(name):
    if name == "and":
        return np.array([0.6, 0.6]), -1
    if name == "or":
        return np.array([3, 3]), -2
    if name == "nand":
        return np.array([-0.25, -0.25]), np.float64(0.4)
    if name == "not":
        return np.array([-2]), 1
    raise ValueError(name)


def linear_regression(x, y, w, b):
    n, d = x.shape
    loss, dw, db = 0.0, [0.0] * d, 0.0
    for row, target in zip(x, y):
        residual = inner(row, w) + b - float(target)
        loss += residual**2 / n
        db += 2 * residual / n
        for j in range(d):
            dw[j] += 2 * residual * float(row[j]) / n
    return loss, np.array(dw, dtype=w.dtype), db


def logistic_regression(x, y, w, b):
    n, d = x.shape
    loss, dw, db = 0.0, [0.0] * d, 0.0
    for row, target in zip(x, y):
        t = inner(row, w) + b
        small = math.exp(-abs(t))
        loss += (max(t, 0.0) - t * float(target) + math.log1p(small)) / n
        p = 1 / (1 + small) if t >= 0 else small / (1 + small)
        db += (p - float(target)) / n
        for j in range(d):
            dw[j] += (p - float(target)) * float(row[j]) / n
    return loss, np.array(dw, dtype=w.dtype), db


def descend_quadratic(h, x0, lr, steps):
    path = np.empty((steps + 1, len(x0)), dtype=x0.dtype)
    path[0] = x0
    for k in range(steps):
        for i in range(len(x0)):
            path[k + 1, i] = path[k, i] - lr * inner(h[i], path[k])
    return path
