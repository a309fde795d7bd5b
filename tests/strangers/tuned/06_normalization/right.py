import numpy as np


class BatchNorm:
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self.memory = None

    def forward(self, x, training):
        if x.ndim == 4:
            axes, shape = (0, 2, 3), (1, -1, 1, 1)
        else:
            axes, shape = (0,), (1, -1)
        wide = x.astype(np.float64)
        if training:
            mean = wide.mean(axis=axes)
            var = ((wide - mean.reshape(shape)) ** 2).mean(axis=axes)
            count = x.size // x.shape[1]
            m = self.momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * var * count / (count - 1)
        else:
            mean, var = self.running_mean, self.running_var
        inv = 1 / np.sqrt(var + self.eps)
        xhat = (wide - mean.reshape(shape)) * inv.reshape(shape)
        gamma = np.array(self.gamma)
        self.memory = (xhat, inv, gamma, axes, shape, training)
        y = gamma.reshape(shape) * xhat + self.beta.reshape(shape)
        return y.astype(x.dtype)

    def backward(self, dout):
        xhat, inv, gamma, axes, shape, training = self.memory
        dbeta = dout.sum(axis=axes)
        dgamma = (dout * xhat).sum(axis=axes)
        g = dout * gamma.reshape(shape)
        if training:
            mean_g = g.mean(axis=axes, keepdims=True)
            mean_gx = (g * xhat).mean(axis=axes, keepdims=True)
            g = g - mean_g - xhat * mean_gx
        dx = g * inv.reshape(shape)
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta.astype(dout.dtype)


class Dropout:
    def __init__(self, p, seed):
        self.p = p
        self.rng = np.random.default_rng(seed)
        self.factor = None

    def forward(self, x, training):
        if not training:
            self.factor = None
            return x
        kept = self.rng.random(x.shape) >= self.p
        self.factor = kept / (1 - self.p)
        return (x * self.factor).astype(x.dtype)

    def backward(self, dout):
        if self.factor is None:
            return dout
        return (dout * self.factor).astype(dout.dtype)


def he_normal(fan_in, shape, seed):
    rng = np.random.default_rng(seed)
    std = np.sqrt(2 / fan_in)
    return rng.normal(0.0, std, size=shape)


def xavier_uniform(fan_in, fan_out, shape, seed):
    rng = np.random.default_rng(seed)
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, size=shape)


def layer_norm(x, gamma, beta, eps=1e-5):
    v = x.astype(np.float64)
    centre = v.mean(axis=-1, keepdims=True)
    dev = v - centre
    spread = np.sqrt((dev**2).mean(axis=-1, keepdims=True) + eps)
    return (gamma * (dev / spread) + beta).astype(x.dtype)
