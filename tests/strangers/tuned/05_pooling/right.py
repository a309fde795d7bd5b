import numpy as np


def _two(v):
    if isinstance(v, (int, np.integer)):
        return int(v), int(v)
    return int(v[0]), int(v[1])


def _settings(k, s, p):
    return _two(k), _two(k if s is None else s), _two(p)


def max_pool2d(x, k, s=None, p=0):
    (kh, kw), (sh, sw), (ph, pw) = _settings(k, s, p)
    n, c, h, w = x.shape
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    frame = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf, dtype=x.dtype)
    frame[:, :, ph : ph + h, pw : pw + w] = x
    y = np.empty((n, c, h_out, w_out), dtype=x.dtype)
    for i in range(h_out):
        for j in range(w_out):
            window = frame[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            y[:, :, i, j] = window.max(axis=(2, 3))
    return y


def max_pool2d_backward(dout, x, k, s=None, p=0):
    (kh, kw), (sh, sw), (ph, pw) = _settings(k, s, p)
    n, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    grad = np.zeros_like(padded)
    bi, ci = np.indices((n, c))
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            win = padded[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            winner = win.reshape(n, c, kh * kw).argmax(axis=2)
            row = i * sh + winner // kw
            col = j * sw + winner % kw
            grad[bi, ci, row, col] += dout[:, :, i, j]
    return grad[:, :, ph : ph + h, pw : pw + w]


def avg_pool2d(x, k, s=None, p=0):
    (kh, kw), (sh, sw), (ph, pw) = _settings(k, s, p)
    n, c, h, w = x.shape
    out_h = (h + 2 * ph - kh) // sh + 1
    out_w = (w + 2 * pw - kw) // sw + 1
    canvas = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    total = np.zeros((n, c, out_h, out_w), dtype=x.dtype)
    for a in range(kh):
        for b in range(kw):
            shifted = canvas[:, :, a : a + sh * (out_h - 1) + 1 : sh, b : b + sw * (out_w - 1) + 1 : sw]
            total += shifted
    return total / (kh * kw)


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (kh, kw), (sh, sw), (ph, pw) = _settings(k, s, p)
    n, c, h, w = x_shape
    share = dout / (kh * kw)
    back = np.zeros((n, c, h + 2 * ph, w + 2 * pw), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            back[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw] += share[:, :, i : i + 1, j : j + 1]
    return back[:, :, ph : ph + h, pw : pw + w]


def global_avg_pool2d(x):
    return x.mean(axis=(2, 3))


def global_avg_pool2d_backward(dout, x_shape):
    n, c, h, w = x_shape
    each = dout.reshape(n, c, 1, 1) / (h * w)
    return np.broadcast_to(each, x_shape).copy()
