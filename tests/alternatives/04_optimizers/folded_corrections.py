"""Correct in another style: the running product of the betas, corrections folded into the rate."""

import numpy as np


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.weight_decay = weight_decay
        self.power1 = self.power2 = 1.0
        self.moments = {}

    def step(self, params, grads):
        self.power1 *= self.beta1
        self.power2 *= self.beta2
        root = (1 - self.power2) ** 0.5
        rate = self.lr * root / (1 - self.power1)
        new = {}
        for name, p in params.items():
            g = grads[name]
            m, v = self.moments.get(name, (0 * p, 0 * p))
            m = m - (1 - self.beta1) * (m - g)
            v = v - (1 - self.beta2) * (v - g * g)
            self.moments[name] = (m, v)
            step = rate * m / (np.sqrt(v) + self.eps * root)
            new[name] = p - self.lr * self.weight_decay * p - step
        return new


class AdamW(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
        super().__init__(lr, beta1, beta2, eps, weight_decay)


class Momentum(HeavyBall):
    def __init__(self, lr, beta=0.9):
        super().__init__(lr * (1 - beta), beta)


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    whole, rest = divmod(step, decay_steps)
    smooth = 1.0 if staircase else np.power(rate, rest / decay_steps)
    return np.float64(lr * rate**whole * smooth)


def warmup_cosine(lr, step, warmup, total):
    done = np.clip((step - warmup) / max(total - warmup, 1), 0, 1)
    wave = 0.0 if step >= total else (1 + np.cos(np.pi * done)) / 2
    return lr * (step / warmup if step < warmup else wave)
