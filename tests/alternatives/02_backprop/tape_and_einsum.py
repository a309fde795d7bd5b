"""Nodes numbered as they are made and walked by number, einsum, and other formulas for the curves."""

import heapq
import itertools
import math

import numpy as np


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def sigmoid_backward(dout, x):
    e = np.exp(-np.abs(x))
    return dout * e / (1 + e) ** 2


def tanh(x):
    return 2 * sigmoid(2 * x) - 1


def tanh_backward(dout, x):
    t = np.tanh(x)
    return dout * (1 - t) * (1 + t)


def relu(x):
    return (x + np.abs(x)) / 2


def relu_backward(dout, x):
    return np.where(x > 0, dout, np.zeros_like(dout))


def leaky_relu(x, alpha=0.01):
    return np.where(x > 0, x, alpha * x)


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - alpha)


def linear_forward(x, w, b):
    return np.einsum("...i,io->...o", x, w) + b


def linear_backward(dout, x, w):
    lead = list(range(x.ndim - 1))
    dx = np.einsum("...o,io->...i", dout, w)
    return dx, np.tensordot(x, dout, (lead, lead)), dout.sum(axis=tuple(lead))


def gradient_check(f, x, grad, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    numeric = np.array([f(x + step) - f(x - step) for step in steps]).reshape(x.shape) / (2 * h)
    size = np.maximum(np.abs(grad), np.abs(numeric))
    return np.max(np.abs(grad - numeric) / np.where(size == 0, 1.0, size))


_clock = itertools.count()


class Value:
    def __init__(self, data, operands=(), slopes=()):
        self.data, self.grad = np.float64(data), np.float64(0)
        self.operands, self.slopes = operands, slopes
        self.number = next(_clock)

    def __lt__(self, other):
        return self.number > other.number

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other, (self,), (1.0,))
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other, (self,), (other,))
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return other + -self

    def __truediv__(self, other):
        return self * (other**-1.0)

    def __rtruediv__(self, other):
        return other * self**-1

    def __pow__(self, n):
        n = float(n)
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        return Value(math.exp(self.data), (self,), (math.exp(self.data),))

    def log(self):
        return Value(math.log(self.data), (self,), (1.0 / self.data,))

    def tanh(self):
        t = 1 - 2 / (math.exp(2 * self.data) + 1)
        return Value(t, (self,), (1 - t * t,))

    def relu(self):
        return Value(max(0.0, self.data), (self,), (np.heaviside(self.data, 0.0),))

    def backward(self):
        self.grad = np.float64(1)
        heap, queued = [self], {self.number}
        while heap:
            node = heapq.heappop(heap)
            for operand, slope in zip(node.operands, node.slopes, strict=True):
                operand.grad = operand.grad + slope * node.grad
                if operand.number not in queued:
                    queued.add(operand.number)
                    heapq.heappush(heap, operand)
