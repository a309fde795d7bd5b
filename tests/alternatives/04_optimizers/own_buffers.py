"""Correct in another style: memories made once and then changed in place, a new array returned."""

import numpy as np


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr = lr
        self.beta = beta
        self.memory = {}

    def step(self, params, grads):
        new = {}
        for name in grads:
            m = self.memory.setdefault(name, np.zeros_like(grads[name]))
            m += (1 - self.beta) * (grads[name] - m)
            new[name] = params[name] - self.lr * m
        return new


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov
        self.memory = {}

    def step(self, params, grads):
        new = {}
        for name, g in grads.items():
            if name not in self.memory:
                self.memory[name] = g.copy()
            else:
                self.memory[name] *= self.momentum
                self.memory[name] += g
            new[name] = params[name].copy()
            if self.nesterov:
                new[name] -= self.lr * g
                new[name] -= self.lr * self.momentum * self.memory[name]
            else:
                new[name] -= self.lr * self.memory[name]
        return new


class Adagrad:
    def __init__(self, lr, eps=1e-10):
        self.lr = lr
        self.eps = eps
        self.memory = {}

    def step(self, params, grads):
        new = {}
        for name, g in grads.items():
            total = self.memory.setdefault(name, np.zeros_like(g))
            total += np.square(g)
            new[name] = params[name] - g * (self.lr / (self.eps + np.sqrt(total)))
        return new


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr = lr
        self.beta = beta
        self.eps = eps
        self.memory = {}

    def step(self, params, grads):
        new = {}
        for name, g in grads.items():
            v = self.memory.setdefault(name, np.zeros_like(g))
            v *= self.beta
            v += (1 - self.beta) * g * g
            new[name] = params[name] - self.lr * (g / (v**0.5 + self.eps))
        return new


class AdaDelta:
    def __init__(self, rho=0.9, eps=1e-6, lr=1.0):
        self.rho = rho
        self.eps = eps
        self.lr = lr
        self.memory = {}

    def step(self, params, grads):
        new = {}
        for name, g in grads.items():
            v, u = self.memory.setdefault(name, (np.zeros_like(g), np.zeros_like(g)))
            v *= self.rho
            v += (1 - self.rho) * g * g
            delta = g * np.sqrt((u + self.eps) / (v + self.eps))
            u *= self.rho
            u += (1 - self.rho) * delta * delta
            new[name] = params[name] - self.lr * delta
        return new


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.betas = (beta1, beta2)
        self.eps = eps
        self.memory = {}

    def step(self, params, grads):
        return {name: self._move(name, params[name], grads[name]) for name in params}

    def _move(self, name, p, g):
        own = self.memory.setdefault(name, {"t": 0, "m": np.zeros_like(p), "v": np.zeros_like(p)})
        own["t"] += 1
        for key, beta, value in zip("mv", self.betas, (g, g * g), strict=True):
            own[key] *= beta
            own[key] += (1 - beta) * value
        first, second = (1 - beta ** own["t"] for beta in self.betas)
        root = np.sqrt(own["v"]) / second**0.5
        return p - (self.lr / first) * own["m"] / (root + self.eps)
