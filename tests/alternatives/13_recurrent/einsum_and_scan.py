"""Preallocated arrays, einsum, one input product for all steps, a dict as cache, losses by flat index."""

import numpy as np
import torch
from torch import nn


def rnn_step(x, h, wx, wh, b):
    return np.tanh(np.concatenate([x, h], axis=1) @ np.concatenate([wx, wh]) + b)


def rnn_forward(x, h0, wx, wh, b):
    n, t, _ = x.shape
    drive = np.einsum("ntd,dh->nth", x, wx) + b
    h = np.empty((n, t + 1, h0.shape[1]), x.dtype)
    h[:, 0] = h0
    for step in range(t):
        h[:, step + 1] = np.tanh(drive[:, step] + h[:, step] @ wh)
    return h[:, 1:], {"x": x, "h": h, "wx": wx, "wh": wh}


def rnn_backward(dh, cache):
    x, h, wx, wh = (cache[name] for name in ("x", "h", "wx", "wh"))
    dx, dwx, dwh = np.zeros_like(x), np.zeros_like(wx), np.zeros_like(wh)
    db = np.zeros(wh.shape[0], wh.dtype)
    carry = 0
    for step in range(x.shape[1] - 1, -1, -1):
        dz = (dh[:, step] + carry) * (1 - h[:, step + 1]) * (1 + h[:, step + 1])
        dwx += x[:, step].T @ dz
        dwh += h[:, step].T @ dz
        db += dz.sum(0)
        dx[:, step] = np.einsum("nh,dh->nd", dz, wx)
        carry = np.einsum("nh,kh->nk", dz, wh)
    return [dx, carry, dwx, dwh, db]


def clip_by_global_norm(grads, max_norm):
    flat = np.concatenate([g.ravel().astype(np.float64) for g in grads.values()])
    norm = np.linalg.norm(flat)
    factor = min(1.0, max_norm / max(norm, 1e-300))
    return {name: (g * factor).astype(g.dtype) for name, g in grads.items()}, norm


def sequence_loss(logits, targets, mask):
    v = logits.shape[-1]
    weight = mask.astype(logits.dtype) / mask.sum().astype(logits.dtype)
    safe = np.where(mask, targets, 0)
    e = np.exp(logits - logits.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    log_z = np.log(e.sum(-1)) + logits.max(-1)
    chosen = np.einsum("ntv,ntv->nt", logits, np.eye(v, dtype=logits.dtype)[safe])
    loss = np.sum(weight * (log_z - chosen))
    return loss, weight[..., None] * (p - np.eye(v, dtype=logits.dtype)[safe])


def bigram_loss(train, valid, size):
    pairs = np.bincount(train[:-1] * size + train[1:], minlength=size * size)
    counts = pairs.reshape(size, size) + 1
    log_p = np.log(counts) - np.log(counts.sum(1))[:, None]
    return -np.mean([log_p[a, b] for a, b in zip(valid[:-1], valid[1:], strict=True)])


def lstm_step(x, h, c, wx, wh, b):
    n, size = h.shape
    z = (x @ wx + h @ wh + b).reshape(n, 4, size)
    with np.errstate(over="ignore"):
        i, f, o = (1 / (1 + np.exp(-z[:, k])) for k in (0, 1, 3))
    new = f * c + i * np.tanh(z[:, 2])
    return o * np.tanh(new), new


def lstm_forward(x, h0, c0, wx, wh, b):
    hs, cs = [], []
    h, c = h0, c0
    for step in np.moveaxis(x, 1, 0):
        h, c = lstm_step(step, h, c, wx, wh, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs).swapaxes(0, 1), np.array(cs).swapaxes(0, 1)


def rnn_params(d, h, biases=1):
    return d * h + h * h + biases * h


def lstm_params(d, h, biases=1):
    return 4 * d * h + 4 * h**2 + 4 * h * biases


def gru_params(d, h, biases=1):
    return 3 * (d * h + h**2 + h * biases)


class Affine(nn.Module):
    """A linear layer of bare parameters."""

    def __init__(self, n_in, n_out, bound):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(n_out).uniform_(-bound, bound))

    def forward(self, x):
        return torch.einsum("...i,oi->...o", x, self.weight) + self.bias


class LSTMCell(nn.Module):
    def __init__(self, d, h, forget_bias=1.0):
        super().__init__()
        self.ih, self.hh = Affine(d, 4 * h, h**-0.5), Affine(h, 4 * h, h**-0.5)
        for layer in (self.ih, self.hh):
            layer.bias.data[h : 2 * h] = forget_bias / 2

    def load_torch(self, cell):
        for layer, name in ((self.ih, "ih"), (self.hh, "hh")):
            layer.weight.data = getattr(cell, f"weight_{name}").detach().clone()
            layer.bias.data = getattr(cell, f"bias_{name}").detach().clone()

    def forward(self, x, state):
        h, c = state
        z = (self.ih(x) + self.hh(h)).unflatten(-1, (4, -1))
        i, f, o = z[..., [0, 1, 3], :].sigmoid().unbind(-2)
        c = torch.addcmul(f * c, i, z[..., 2, :].tanh())
        return o * c.tanh(), c


class GRUCell(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.ih, self.hh = Affine(d, 3 * h, h**-0.5), Affine(h, 3 * h, h**-0.5)

    load_torch = LSTMCell.load_torch

    def forward(self, x, h):
        a, u = self.ih(x), self.hh(h)
        size = h.shape[-1]
        r, z = torch.sigmoid(a + u)[..., : 2 * size].split(size, -1)
        n = (a[..., 2 * size :] + r * u[..., 2 * size :]).tanh()
        return n + z * (h - n)
