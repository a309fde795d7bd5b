import math

import numpy as np


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        return {key: params[key] - self.lr * grads[key] for key in params}


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr = lr
        self.beta = beta
        self.m = {}

    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            m = self.m.get(key, np.zeros_like(p))
            m = self.beta * m + (1 - self.beta) * grads[key]
            self.m[key] = m
            new[key] = p - self.lr * m
        return new


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov
        self.velocity = {}

    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            if key not in self.velocity:
                self.velocity[key] = np.zeros_like(p)
            vel = self.momentum * self.velocity[key] + g
            self.velocity[key] = vel
            if self.nesterov:
                direction = g + self.momentum * vel
            else:
                direction = vel
            new[key] = p - self.lr * direction
        return new


class Adagrad:
    def __init__(self, lr, eps=1e-10):
        self.lr = lr
        self.eps = eps
        self.total = {}

    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            if key not in self.total:
                self.total[key] = np.zeros_like(p)
            self.total[key] = self.total[key] + g**2
            new[key] = p - self.lr * g / (np.sqrt(self.total[key]) + self.eps)
        return new


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr = lr
        self.beta = beta
        self.eps = eps
        self.sq = {}

    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            sq = self.sq.get(key, np.zeros_like(p))
            sq = self.beta * sq + (1 - self.beta) * g**2
            self.sq[key] = sq
            new[key] = p - self.lr * g / (np.sqrt(sq) + self.eps)
        return new


class AdaDelta:
    def __init__(self, rho=0.9, eps=1e-6, lr=1.0):
        self.rho = rho
        self.eps = eps
        self.lr = lr
        self.grad_avg = {}
        self.step_avg = {}

    def step(self, params, grads):
        new = {}
        for key, p in params.items():
            g = grads[key]
            v = self.grad_avg.get(key, np.zeros_like(p))
            u = self.step_avg.get(key, np.zeros_like(p))
            v = self.rho * v + (1 - self.rho) * g**2
            delta = np.sqrt(u + self.eps) / np.sqrt(v + self.eps) * g
            u = self.rho * u + (1 - self.rho) * delta**2
            self.grad_avg[key] = v
            self.step_avg[key] = u
            new[key] = p - self.lr * delta
        return new


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.first = {}
        self.second = {}

    def step(self, params, grads):
        self.t += 1
        fix1 = 1 - self.beta1**self.t
        fix2 = 1 - self.beta2**self.t
        out = {}
        for key in params:
            p, g = params[key], grads[key]
            if key not in self.first:
                self.first[key] = np.zeros_like(p)
                self.second[key] = np.zeros_like(p)
            m = self.beta1 * self.first[key] + (1 - self.beta1) * g
            v = self.beta2 * self.second[key] + (1 - self.beta2) * g * g
            self.first[key] = m
            self.second[key] = v
            out[key] = p - self.lr * (m / fix1) / (np.sqrt(v / fix2) + self.eps)
        return out


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = weight_decay

    def step(self, params, grads):
        keep = 1 - self.lr * self.weight_decay
        shrunk = {key: keep * p for key, p in params.items()}
        return super().step(shrunk, grads)


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    if staircase:
        periods = step // decay_steps
    else:
        periods = step / decay_steps
    return lr * rate**periods


def warmup_cosine(lr, step, warmup, total):
    if step >= total:
        return 0.0
    if step < warmup:
        return lr * step / warmup
    progress = (step - warmup) / (total - warmup)
    return lr * (1 + math.cos(math.pi * progress)) / 2
