"""Channel by channel and element by element, with plain loops."""

import numpy as np


class BatchNorm:
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self.momentum = momentum
        self.eps = eps
        self.memory = []

    def forward(self, x, training):
        y = np.empty_like(x)
        self.training = training
        self.memory = []
        for c in range(x.shape[1]):
            values = x[:, c].astype(np.float64)
            if training:
                mean = values.sum() / values.size
                square = ((values - mean) ** 2).sum()
                var = square / values.size
                self.running_mean[c] += self.momentum * (mean - self.running_mean[c])
                unbiased = square / (values.size - 1)
                self.running_var[c] += self.momentum * (unbiased - self.running_var[c])
            else:
                mean, var = self.running_mean[c], self.running_var[c]
            std = (var + self.eps) ** 0.5
            y[:, c] = self.gamma[c] * (values - mean) / std + self.beta[c]
            self.memory.append((values - mean, std))
        return y

    def backward(self, dout):
        dx = np.empty_like(dout)
        dgamma = np.empty(dout.shape[1], dtype=dout.dtype)
        dbeta = np.empty(dout.shape[1], dtype=dout.dtype)
        for c, (centred, std) in enumerate(self.memory):
            g = dout[:, c].astype(np.float64)
            dgamma[c] = (g * centred).sum() / std
            dbeta[c] = g.sum()
            g = g * self.gamma[c]
            dx[:, c] = g / std
            if self.training:
                # Step by step: through the variance, then through the mean.
                dvar = (g * centred).sum() * -0.5 / std**3
                dmean = -g.sum() / std - 2 * dvar * centred.mean()
                dx[:, c] = g / std + dvar * 2 * centred / g.size + dmean / g.size
        return dx, dgamma, dbeta


class Dropout:
    def __init__(self, p, seed):
        self.p = p
        self.random = np.random.RandomState(seed)
        self.mask = None

    def forward(self, x, training):
        self.mask = None
        if not training:
            return x
        self.mask = np.zeros(x.shape, dtype=bool)
        out = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            if self.random.rand() >= self.p:
                self.mask[index] = True
                out[index] = x[index] / (1 - self.p)
        return out

    def backward(self, dout):
        if self.mask is None:
            return dout
        return np.where(self.mask, dout / (1 - self.p), 0).astype(dout.dtype)


def layer_norm(x, gamma, beta, eps=1e-5):
    y = np.empty_like(x)
    for index in np.ndindex(x.shape[:-1]):
        vector = x[index]
        centred = vector - vector.sum() / len(vector)
        y[index] = centred / np.sqrt((centred**2).sum() / len(vector) + eps) * gamma + beta
    return y
