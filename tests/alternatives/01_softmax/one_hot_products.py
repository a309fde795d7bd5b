"""One-hot rows and einsum in place of indexing, buffers of one's own changed in place."""

import numpy as np


def softmax(x, axis=-1):
    out = x.copy()
    if out.size:
        out -= out.max(axis=axis, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis=axis, keepdims=True)
    return out


def log_softmax(x, axis=-1):
    out = x - np.amax(x, axis, keepdims=True)
    total = np.zeros_like(np.amax(out, axis, keepdims=True))
    for part in np.split(out, x.shape[axis], axis):
        total += np.exp(part)
    out -= np.log(total)
    return out


def cross_entropy(logits, labels):
    hot = np.eye(logits.shape[1])[labels]
    return -np.einsum("nc,nc->", hot, log_softmax(logits)) / len(labels)


def cross_entropy_grad(logits, labels):
    hot = np.eye(logits.shape[1], dtype=logits.dtype)[labels]
    return (softmax(logits) - hot) / len(labels)


def mse(pred, target):
    return np.average(np.square(target - pred))


def mse_grad(pred, target):
    grad = pred - target
    grad *= 2
    grad /= grad.size
    return grad


def asymmetric_loss(pred, target, profit, cost):
    price = np.select([pred < target, pred > target], [profit, cost], 0)
    return np.sum(price * np.abs(pred - target))


def l1_penalty(weights, lam):
    return lam * np.abs(np.concatenate([w.ravel() for w in weights] or [np.zeros(1)])).sum()


def l2_penalty(weights, lam):
    return lam * np.square(np.concatenate([w.ravel() for w in weights] or [np.zeros(1)])).sum()
