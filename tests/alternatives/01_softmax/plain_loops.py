"""Plain Python loops and the math module, one vector at a time."""

import math

import numpy as np


def _softmax_of_vector(v):
    top = max(float(value) for value in v)
    e = [math.exp(float(value) - top) for value in v]
    return np.array([value / math.fsum(e) for value in e], dtype=v.dtype)


def _logsumexp_of_vector(v):
    top = max(float(value) for value in v)
    return top + math.log(math.fsum(math.exp(float(value) - top) for value in v))


def softmax(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    out = np.empty(moved.shape, x.dtype)
    for place in np.ndindex(moved.shape[:-1]):
        out[place] = _softmax_of_vector(moved[place])
    return np.moveaxis(out, -1, axis)


def logsumexp(x, axis=-1):
    moved = np.moveaxis(x, axis, -1)
    out = np.empty(moved.shape[:-1], x.dtype)
    for place in np.ndindex(moved.shape[:-1]):
        out[place] = _logsumexp_of_vector(moved[place])
    return out[()]


def cross_entropy(logits, labels):
    losses = [_logsumexp_of_vector(row) - float(row[k]) for row, k in zip(logits, labels)]
    return math.fsum(losses) / len(losses)


def cross_entropy_grad(logits, labels):
    grad = np.empty_like(logits)
    n, c = logits.shape
    for i in range(n):
        p = _softmax_of_vector(logits[i])
        for j in range(c):
            grad[i, j] = (p[j] - (1 if j == labels[i] else 0)) / n
    return grad


def mse(pred, target):
    gaps = [float(a) - float(b) for a, b in zip(pred.flat, target.flat)]
    return sum(gap * gap for gap in gaps) / len(gaps)


def asymmetric_loss(pred, target, profit, cost):
    total = 0
    for a, b in zip(pred.flat, target.flat):
        total += profit * (b - a) if a < b else cost * (a - b)
    return total


def l1_penalty(weights, lam):
    return sum(lam * abs(value) for w in weights for value in w.flat)


def l2_penalty(weights, lam):
    return sum(lam * value * value for w in weights for value in w.flat)
