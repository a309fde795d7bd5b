"""Loops instead of matrix products, and nodes that carry a closure for their backward step."""

import math

import numpy as np


def sigmoid(x):
    out = np.empty_like(x)
    for index in np.ndindex(x.shape):
        v = float(x[index])
        out[index] = 1 / (1 + math.exp(-v)) if v > -700 else math.exp(v) if v > -745 else 0.0
    return out


def relu(x):
    return np.array([max(0, v) for v in x.flat], dtype=x.dtype).reshape(x.shape)


def relu_backward(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def leaky_relu(x, alpha=0.01):
    out = x.copy()
    out[x < 0] *= alpha
    return out


def leaky_relu_backward(dout, x, alpha=0.01):
    dx = dout.copy()
    dx[x < 0] *= alpha
    return dx


def elu(x, alpha=1.0):
    out = x.copy()
    negative = x < 0
    out[negative] = alpha * (np.exp(x[negative]) - 1)
    return out


def elu_backward(dout, x, alpha=1.0):
    dx = dout.copy()
    negative = x < 0
    dx[negative] *= elu(x, alpha)[negative] + alpha
    return dx


def linear_backward(dout, x, w):
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(w[0])
    for row in np.ndindex(x.shape[:-1]):
        for j in range(w.shape[1]):
            db[j] += dout[row][j]
            for i in range(w.shape[0]):
                dw[i, j] += x[row][i] * dout[row][j]
                dx[row + (i,)] += dout[row][j] * w[i, j]
    return dx, dw, db


def gradient_check(f, x, grad, h=1e-5):
    worst = 0.0
    point = np.array(x)
    flat = point.reshape(-1)
    for k, analytic in enumerate(grad.reshape(-1)):
        old = flat[k]
        flat[k] = old + h
        above = f(point)
        flat[k] = old - h
        below = f(point)
        flat[k] = old
        numeric = (above - below) / (2 * h)
        if analytic != 0 or numeric != 0:
            worst = max(worst, abs(analytic - numeric) / max(abs(analytic), abs(numeric)))
    return worst


class Value:
    def __init__(self, data, operands=(), pull=None):
        self.data = data
        self.grad = 0
        self.operands = operands
        self.pull = pull

    def _binary(self, other, data, left, right):
        def pull(grad):
            self.grad += left * grad
            other.grad += right * grad

        return Value(data, (self, other), pull)

    def _unary(self, data, slope):
        def pull(grad):
            self.grad += slope * grad

        return Value(data, (self,), pull)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._binary(other, self.data + other.data, 1, 1)

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._binary(other, self.data - other.data, 1, -1)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self._binary(other, self.data * other.data, other.data, self.data)

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        quotient = self.data / other.data
        return self._binary(other, quotient, 1 / other.data, -quotient / other.data)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return Value(other) - self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __neg__(self):
        return self._unary(-self.data, -1)

    def __pow__(self, n):
        return self._unary(self.data**n, n * self.data**n / self.data)

    def exp(self):
        return self._unary(np.exp(self.data), np.exp(self.data))

    def log(self):
        return self._unary(np.log(self.data), 1 / self.data)

    def tanh(self):
        return self._unary(np.tanh(self.data), 1 / np.cosh(self.data) ** 2)

    def relu(self):
        return self._unary(max(0, self.data), 1 if self.data > 0 else 0)

    def backward(self):
        uses, stack, seen = {}, [self], {self}
        while stack:
            for operand in stack.pop().operands:
                uses[operand] = uses.get(operand, 0) + 1
                if operand not in seen:
                    seen.add(operand)
                    stack.append(operand)
        self.grad = 1
        ready = [self]
        while ready:
            node = ready.pop()
            if node.pull:
                node.pull(node.grad)
            for operand in node.operands:
                uses[operand] -= 1
                if not uses[operand]:
                    ready.append(operand)
