import math

import numpy as np


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_backward(dout, x):
    s = sigmoid(x)
    return dout * s * (1 - s)


def relu(x):
    return np.maximum(x, 0)


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def leaky_relu(x, alpha=0.01):
    return np.where(x > 0, x, alpha * x)


def leaky_relu_backward(dout, x, alpha=0.01):
    return np.where(x > 0, dout, alpha * dout)


def elu(x, alpha=1.0):
    below = np.minimum(x, 0)
    return np.where(x > 0, x, alpha * np.expm1(below))


def elu_backward(dout, x, alpha=1.0):
    slope = alpha * np.exp(np.minimum(x, 0))
    return dout * np.where(x > 0, 1, slope)


def tanh(x):
    return np.tanh(x)


def tanh_backward(dout, x):
    y = np.tanh(x)
    return dout * (1 - y**2)


def linear_forward(x, w, b):
    return x @ w + b


def linear_backward(dout, x, w):
    rows_in = x.reshape(-1, w.shape[0])
    rows_out = dout.reshape(-1, w.shape[1])
    dx = dout @ w.T
    dw = rows_in.T @ rows_out
    db = rows_out.sum(axis=0)
    return dx, dw, db


def gradient_check(f, x, grad, h=1e-5):
    probe = np.array(x, dtype=np.float64)
    errors = [0.0]
    for i in np.ndindex(probe.shape):
        old = probe[i]
        probe[i] = old + h
        above = f(probe)
        probe[i] = old - h
        below = f(probe)
        probe[i] = old
        numeric = (above - below) / (2 * h)
        size = abs(grad[i]) + abs(numeric)
        if size != 0:
            errors.append(abs(grad[i] - numeric) / size)
    return float(np.max(errors))


class Value:
    def __init__(self, data, sources=()):
        self.data = float(data)
        self.grad = 0.0
        # pairs (operand, slope of the result towards it)
        self.sources = sources

    def __repr__(self):
        return f"Value(data={self.data:g}, grad={self.grad:g})"

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return Value(other) - self

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        q = self.data / other.data
        return Value(q, [(self, 1 / other.data), (other, -q / other.data)])

    def __rtruediv__(self, other):
        return Value(other) / self

    def __pow__(self, exponent):
        if exponent == 0:
            return Value(1.0, [(self, 0.0)])
        slope = exponent * self.data ** (exponent - 1)
        return Value(self.data**exponent, [(self, slope)])

    def __neg__(self):
        return Value(-self.data, [(self, -1.0)])

    def exp(self):
        y = math.exp(self.data)
        return Value(y, [(self, y)])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        th = math.tanh(self.data)
        return Value(th, [(self, 1 - th**2)])

    def relu(self):
        if self.data > 0:
            return Value(self.data, [(self, 1.0)])
        return Value(0.0, [(self, 0.0)])

    def backward(self):
        # how many uses of every node are still missing
        waiting = {self: 0}
        todo = [self]
        while todo:
            node = todo.pop()
            for operand, _ in node.sources:
                if operand not in waiting:
                    waiting[operand] = 0
                    todo.append(operand)
                waiting[operand] += 1

        self.grad = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            for operand, slope in node.sources:
                operand.grad += slope * node.grad
                waiting[operand] -= 1
                if waiting[operand] == 0:
                    ready.append(operand)


class MLP:
    def __init__(self, sizes, activation="relu", seed=0):
        rng = np.random.default_rng(seed)
        self.depth = len(sizes) - 1
        self.activation = activation
        self.params = {}
        for k in range(1, self.depth + 1):
            n_in, n_out = sizes[k - 1], sizes[k]
            if activation == "relu":
                std = np.sqrt(2 / n_in)
            else:
                std = np.sqrt(2 / (n_in + n_out))
            self.params[f"W{k}"] = rng.normal(0.0, std, size=(n_in, n_out))
            self.params[f"b{k}"] = np.zeros(n_out)

    def parameters(self):
        return self.params

    def load(self, params):
        self.params = {k: np.array(v, dtype=np.float64) for k, v in params.items()}

    def _bend(self, a):
        if self.activation == "relu":
            return relu(a)
        if self.activation == "tanh":
            return tanh(a)
        return sigmoid(a)

    def _bend_backward(self, dout, a):
        if self.activation == "relu":
            return relu_backward(dout, a)
        if self.activation == "tanh":
            return tanh_backward(dout, a)
        return sigmoid_backward(dout, a)

    def forward(self, x):
        h = x
        for k in range(1, self.depth + 1):
            h = linear_forward(h, self.params[f"W{k}"], self.params[f"b{k}"])
            if k < self.depth:
                h = self._bend(h)
        return h

    def loss_and_grads(self, x, labels):
        inputs = []  # what each linear layer received
        sums = []  # what each linear layer returned
        a = x
        for k in range(1, self.depth + 1):
            inputs.append(a)
            s = linear_forward(a, self.params[f"W{k}"], self.params[f"b{k}"])
            sums.append(s)
            a = self._bend(s)

        z = sums[-1]
        n = len(z)
        rows = np.arange(n)
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        loss = -logp[rows, labels].mean()

        d = np.exp(logp)
        d[rows, labels] -= 1
        d /= n
        grads = {}
        for k in range(self.depth, 0, -1):
            if k < self.depth:
                d = self._bend_backward(d, sums[k - 1])
            d, grads[f"W{k}"], grads[f"b{k}"] = linear_backward(
                d, inputs[k - 1], self.params[f"W{k}"]
            )
        return float(loss), grads
