"""Correct in another style: one number at a time, in Python floats, with plain loops."""

import math

import numpy as np


def _each(params, grads, memories, rule):
    """Call rule(p, g, memory of that number) for every number; it returns the new number."""
    new = {}
    for name in params:
        old = params[name]
        memory = memories.setdefault(name, [{} for _ in range(old.size)])
        pairs = zip(old.ravel().tolist(), grads[name].ravel().tolist(), memory, strict=True)
        values = [rule(p, g, own) for p, g, own in pairs]
        new[name] = np.array(values, dtype=old.dtype).reshape(old.shape)
    return new


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        return _each(params, grads, {}, lambda p, g, own: p - self.lr * g)


class Momentum:
    def __init__(self, lr, beta=0.9):
        self.lr, self.beta, self.memories = lr, beta, {}

    def step(self, params, grads):
        def rule(p, g, own):
            own["m"] = self.beta * own.get("m", 0.0) + (1 - self.beta) * g
            return p - self.lr * own["m"]

        return _each(params, grads, self.memories, rule)


class HeavyBall:
    def __init__(self, lr, momentum=0.9, nesterov=False):
        self.lr, self.momentum, self.nesterov, self.memories = lr, momentum, nesterov, {}

    def step(self, params, grads):
        def rule(p, g, own):
            own["v"] = self.momentum * own.get("v", 0.0) + g
            if self.nesterov:
                return p - self.lr * g - self.lr * self.momentum * own["v"]
            return p - self.lr * own["v"]

        return _each(params, grads, self.memories, rule)


class Adagrad:
    def __init__(self, lr, eps=1e-10):
        self.lr, self.eps, self.memories = lr, eps, {}

    def step(self, params, grads):
        def rule(p, g, own):
            own["s"] = own.get("s", 0.0) + g * g
            return p - self.lr * g / (math.sqrt(own["s"]) + self.eps)

        return _each(params, grads, self.memories, rule)


class RMSProp:
    def __init__(self, lr, beta=0.99, eps=1e-8):
        self.lr, self.beta, self.eps, self.memories = lr, beta, eps, {}

    def step(self, params, grads):
        def rule(p, g, own):
            own["v"] = self.beta * own.get("v", 0.0) + (1 - self.beta) * g * g
            return p - self.lr * g / (math.sqrt(own["v"]) + self.eps)

        return _each(params, grads, self.memories, rule)


class AdaDelta:
    def __init__(self, rho=0.9, eps=1e-6, lr=1.0):
        self.rho, self.eps, self.lr, self.memories = rho, eps, lr, {}

    def step(self, params, grads):
        def rule(p, g, own):
            own["v"] = self.rho * own.get("v", 0.0) + (1 - self.rho) * g * g
            delta = g * math.sqrt((own.get("u", 0.0) + self.eps) / (own["v"] + self.eps))
            own["u"] = self.rho * own.get("u", 0.0) + (1 - self.rho) * delta * delta
            return p - self.lr * delta

        return _each(params, grads, self.memories, rule)


class AdamW:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.weight_decay = weight_decay
        self.t, self.memories = 0, {}

    def step(self, params, grads):
        self.t += 1

        def rule(p, g, own):
            own["m"] = self.beta1 * own.get("m", 0.0) + (1 - self.beta1) * g
            own["v"] = self.beta2 * own.get("v", 0.0) + (1 - self.beta2) * g * g
            m_hat = own["m"] / (1 - self.beta1**self.t)
            v_hat = own["v"] / (1 - self.beta2**self.t)
            move = m_hat / (math.sqrt(v_hat) + self.eps) + self.weight_decay * p
            return p - self.lr * move

        return _each(params, grads, self.memories, rule)


class Adam(AdamW):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, beta1, beta2, eps, 0.0)


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = step / decay_steps
    if staircase:
        periods = math.floor(periods)
    return lr * math.exp(periods * math.log(rate))


def warmup_cosine(lr, step, warmup, total):
    if warmup > step:
        return step / warmup * lr
    if total <= step:
        return 0
    return lr * math.cos(math.pi / 2 * (step - warmup) / (total - warmup)) ** 2
