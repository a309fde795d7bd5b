"""Images become a table (rows, channels); dropout by binomial draws; scaled normals."""

import numpy as np


def _as_table(x):
    return np.moveaxis(x, 1, -1).reshape(x.size // x.shape[1], x.shape[1])


def _as_before(table, x):
    rest = (x.shape[0], *x.shape[2:], x.shape[1])
    return np.ascontiguousarray(np.moveaxis(table.reshape(rest), -1, 1))


class BatchNorm:
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.full(num_features, 1.0), np.full(num_features, 0.0)
        self.running_mean, self.running_var = np.full(num_features, 0.0), np.full(num_features, 1.0)

    def forward(self, x, training):
        table = _as_table(x)
        if training:
            mean, var = np.mean(table, 0), np.var(table, 0)
            keep = 1.0 - self.momentum
            self.running_mean = keep * self.running_mean + self.momentum * mean
            self.running_var = keep * self.running_var + self.momentum * np.var(table, 0, ddof=1)
        else:
            mean, var = self.running_mean, self.running_var
        slope = self.gamma / np.sqrt(var + self.eps)
        self.saved = table - mean, np.sqrt(var + self.eps), training
        return _as_before(table * slope + (self.beta - mean * slope), x).astype(x.dtype, copy=False)

    def backward(self, dout):
        centred, std, training = self.saved
        table = _as_table(dout)
        n = len(table)
        dbeta, dgamma = table.sum(0), np.einsum("nc,nc->c", table, centred) / std
        if training:
            dx = self.gamma / (n * std) * (n * table - dbeta - centred / std * dgamma)
        else:
            dx = self.gamma / std * table
        dx = _as_before(dx, dout)
        return tuple(part.astype(dout.dtype, copy=False) for part in (dx, dgamma, dbeta))


class Dropout:
    def __init__(self, p, seed):
        self.keep = 1.0 - p
        self.draw = np.random.default_rng(seed).binomial
        self.mask = 1

    def forward(self, x, training):
        self.mask = 1
        if training:
            self.mask = (self.draw(1, self.keep, size=x.shape) / self.keep).astype(x.dtype)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


def he_normal(fan_in, shape, seed):
    return np.random.default_rng(seed).standard_normal(shape) * (2 / fan_in) ** 0.5


def xavier_uniform(fan_in, fan_out, shape, seed):
    unit = np.random.default_rng(seed).random(shape)
    return (2 * unit - 1) * (6 / (fan_in + fan_out)) ** 0.5


def layer_norm(x, gamma, beta, eps=1e-5):
    centred = x - x.mean(-1)[..., None]
    var = np.einsum("...d,...d->...", centred, centred)[..., None] / x.shape[-1]
    return np.asarray(gamma * centred * (var + eps) ** -0.5 + beta, dtype=x.dtype)
