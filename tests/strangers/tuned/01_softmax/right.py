import numpy as np


def softmax(x, axis=-1):
    biggest = x.max(axis=axis, keepdims=True)
    e = np.exp(x - biggest)
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def logsumexp(x, axis=-1):
    m = x.max(axis=axis, keepdims=True)
    total = np.exp(x - m).sum(axis=axis)
    return np.log(total) + m.squeeze(axis)


def cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    logp = log_softmax(logits)
    return float(-logp[rows, labels].mean())


def cross_entropy_grad(logits, labels):
    n = logits.shape[0]
    grad = softmax(logits)
    grad[np.arange(n), labels] -= 1
    return grad / n


def mse(pred, target):
    diff = pred - target
    return float((diff * diff).mean())


def mse_grad(pred, target):
    grad = 2 * (pred - target) / pred.size
    return grad.astype(pred.dtype)


def asymmetric_loss(pred, target, profit, cost):
    missing = np.maximum(target - pred, 0)
    surplus = np.maximum(pred - target, 0)
    return float((profit * missing + cost * surplus).sum())


def l1_penalty(weights, lam):
    total = 0.0
    for w in weights:
        total += float(np.abs(w).sum())
    return lam * total


def l2_penalty(weights, lam):
    return lam * sum(float((w**2).sum()) for w in weights)
