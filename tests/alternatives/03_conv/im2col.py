"""One matrix product over unrolled windows, and col2im with np.add.at for the way back."""

import numpy as np


def _pair(value):
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def conv_output_size(n, f, p=0, s=1, d=1):
    return int(np.floor((n + 2 * p - d * (f - 1) - 1) / s + 1))


def tf_same_output_size(n, s):
    return int(np.ceil(n / s))


def tf_valid_output_size(n, f, s):
    return (n - f) // s + 1


def conv_params(c_in, c_out, k, bias=True, groups=1):
    weights = np.empty((c_out, c_in // groups, *_pair(k)))
    return weights.size + (c_out if bias else 0)


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    return int(np.prod(_pair(k))) * (c_in // groups) * h_out * w_out * c_out


def _indices(x, w, stride, padding, dilation):
    """Row, column of the padded image for every kernel cell (rows) and output (columns)."""
    (s_h, s_w), (p_h, p_w), (d_h, d_w) = _pair(stride), _pair(padding), _pair(dilation)
    k_h, k_w = w.shape[2:]
    h_out = conv_output_size(x.shape[2], k_h, p_h, s_h, d_h)
    w_out = conv_output_size(x.shape[3], k_w, p_w, s_w, d_w)
    u, v, i, j = np.ix_(range(k_h), range(k_w), range(h_out), range(w_out))
    shape = (k_h * k_w, h_out * w_out)
    rows = np.broadcast_to(u * d_h + i * s_h, (k_h, k_w, h_out, w_out)).reshape(shape)
    columns = np.broadcast_to(v * d_w + j * s_w, (k_h, k_w, h_out, w_out)).reshape(shape)
    return rows, columns, (h_out, w_out)


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    rows, columns, size = _indices(x, w, stride, padding, dilation)
    patches = pad2d(x, padding)[:, :, rows, columns]  # (N, C_in, kH kW, H_out W_out)
    patches = patches.reshape(len(x), -1, rows.shape[1])
    y = w.reshape(len(w), -1) @ patches
    y = y.reshape(len(x), len(w), *size)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    rows, columns, _ = _indices(x, w, stride, padding, dilation)
    padded = pad2d(x, padding)
    patches = padded[:, :, rows, columns].reshape(len(x), -1, rows.shape[1])
    flat = dout.reshape(len(x), len(w), -1)
    db = flat.sum(axis=(0, 2))
    dw = (flat @ patches.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)
    spread = w.reshape(len(w), -1).T @ flat
    dpadded = np.zeros_like(padded)
    shares = spread.reshape(len(x), x.shape[1], *rows.shape)
    np.add.at(dpadded, (slice(None), slice(None), rows, columns), shares)
    (p_h, p_w), (height, width) = _pair(padding), x.shape[2:]
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, db


def edge_kernel(name):
    table = {
        "vertical": "1 0 -1 1 0 -1 1 0 -1",
        "horizontal": "1 1 1 0 0 0 -1 -1 -1",
        "sobel_x": "1 0 -1 2 0 -2 1 0 -1",
        "sobel_y": "1 2 1 0 0 0 -1 -2 -1",
        "scharr_x": "3 0 -3 10 0 -10 3 0 -3",
        "scharr_y": "3 10 3 0 0 0 -3 -10 -3",
        "sharpen": "0 -1 0 -1 5 -1 0 -1 0",
        "blur": "1 1 1 1 1 1 1 1 1",
        "identity": "0 0 0 0 1 0 0 0 0",
    }
    kernel = np.array(table[name].split(), dtype=float).reshape(3, 3)
    return kernel / 9 if name == "blur" else kernel
