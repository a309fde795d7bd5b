"""Everything with plain loops, and sizes found by counting windows one by one."""

import numpy as np


def conv_output_size(n, f, p=0, s=1, d=1):
    count, start = 0, -p
    while start + d * (f - 1) < n + p:
        count += 1
        start += s
    return count


def same_padding(f):
    p = 0
    while conv_output_size(f, f, p) < f:
        p += 1
    return p


def tf_same_output_size(n, s):
    return len(range(0, n, s))


def tf_valid_output_size(n, f, s):
    return len(range(0, n - f + 1, s))


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    length = 1
    while conv_output_size(length, f, p, s, d) < n:
        length += 1
    return length + output_padding


def conv_params(c_in, c_out, k, bias=True, groups=1):
    k_h, k_w = k if isinstance(k, tuple) else (k, k)
    total = 0
    for _ in range(c_out):
        for _ in range(c_in // groups):
            total += k_h * k_w
        if bias:
            total += 1
    return total


def linear_params(n_in, n_out, bias=True):
    return n_in * n_out + (n_out if bias else 0)


def receptive_field(layers):
    # From the output back to the input: how long is the input of each layer?
    length = 1
    for layer in layers[::-1]:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        length = (length - 1) * stride + dilation * (kernel - 1) + 1
    return length


def pad2d(x, p, value=0.0):
    p_h, p_w = p if isinstance(p, tuple) else (p, p)
    border = [(0, 0)] * (x.ndim - 2) + [(p_h, p_h), (p_w, p_w)]
    return np.pad(x, border, constant_values=value)


def _both(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value)


def _taps(x, w, stride, padding, dilation):
    """Every (output, weight, pixel) that belongs together, without the batch."""
    (s_h, s_w), (p_h, p_w), (d_h, d_w) = _both(stride), _both(padding), _both(dilation)
    _, c_in, height, width = x.shape
    c_out, _, k_h, k_w = w.shape
    h_out = conv_output_size(height, k_h, p_h, s_h, d_h)
    w_out = conv_output_size(width, k_w, p_w, s_w, d_w)
    for o in range(c_out):
        for i in range(h_out):
            for j in range(w_out):
                for c in range(c_in):
                    for u in range(k_h):
                        for v in range(k_w):
                            row, column = i * s_h + u * d_h - p_h, j * s_w + v * d_w - p_w
                            if 0 <= row < height and 0 <= column < width:
                                yield (o, i, j), (o, c, u, v), (c, row, column)


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    (s_h, s_w), (p_h, p_w), (d_h, d_w) = _both(stride), _both(padding), _both(dilation)
    h_out = conv_output_size(x.shape[2], w.shape[2], p_h, s_h, d_h)
    w_out = conv_output_size(x.shape[3], w.shape[3], p_w, s_w, d_w)
    y = np.zeros((x.shape[0], w.shape[0], h_out, w_out), dtype=x.dtype)
    for output, weight, pixel in _taps(x, w, stride, padding, dilation):
        y[(slice(None), *output)] += w[weight] * x[(slice(None), *pixel)]
    if b is not None:
        for o in range(len(b)):
            y[:, o] += b[o]
    return y


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    db = np.zeros(w.shape[0], dtype=w.dtype)
    for output, weight, pixel in _taps(x, w, stride, padding, dilation):
        share = dout[(slice(None), *output)]
        dx[(slice(None), *pixel)] += w[weight] * share
        dw[weight] += share @ x[(slice(None), *pixel)]
    for o in range(len(db)):
        db[o] = dout[:, o].sum()
    return dx, dw, db


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    full = np.zeros((height + k_h - 1, width + k_w - 1), dtype=image.dtype)
    for u in range(k_h):
        for v in range(k_w):
            full[u : u + height, v : v + width] += kernel[u, v] * image
    if mode == "full":
        return full
    if mode == "same":
        return full[(k_h - 1) // 2 :, (k_w - 1) // 2 :][:height, :width]
    return full[k_h - 1 : height, k_w - 1 : width]
