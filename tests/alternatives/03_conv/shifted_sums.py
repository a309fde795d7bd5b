"""A sum over kernel cells with einsum; dx as a full correlation of the spread-out dout."""

import numpy as np


def receptive_field(layers):
    kernels = np.array([layer[0] for layer in layers], dtype=int)
    strides = np.array([layer[1] for layer in layers], dtype=int)
    dilations = np.array([layer[2] if len(layer) > 2 else 1 for layer in layers], dtype=int)
    jumps = np.concatenate([[1], np.cumprod(strides)])[: len(layers)]
    return int(1 + np.sum(dilations * (kernels - 1) * jumps))


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    sides = np.full((*x.shape[:-1], p_w), value, dtype=x.dtype)
    wide = np.concatenate([sides, x, sides], axis=-1)
    ends = np.full((*x.shape[:-2], p_h, wide.shape[-1]), value, dtype=x.dtype)
    return np.concatenate([ends, wide, ends], axis=-2)


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    (s_h, s_w), (d_h, d_w) = _pair(stride), _pair(dilation)
    padded = pad2d(x, padding)
    k_h, k_w = w.shape[2:]
    # All windows at stride 1 first, then every s-th of them.
    h_all = padded.shape[2] - d_h * (k_h - 1)
    w_all = padded.shape[3] - d_w * (k_w - 1)
    y = np.zeros((len(x), len(w), h_all, w_all), dtype=x.dtype)
    for u in range(k_h):
        for v in range(k_w):
            part = padded[:, :, u * d_h : u * d_h + h_all, v * d_w : v * d_w + w_all]
            y += np.einsum("nchw,oc->nohw", part, w[:, :, u, v], optimize=True)
    y = y[:, :, ::s_h, ::s_w]
    if b is not None:
        y += b[None, :, None, None]
    return y


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (s_h, s_w), (d_h, d_w), (p_h, p_w) = _pair(stride), _pair(dilation), _pair(padding)
    padded = pad2d(x, padding)
    reach_h, reach_w = d_h * (w.shape[2] - 1), d_w * (w.shape[3] - 1)
    # Undo the stride: zeros between the outputs that exist.
    size = padded.shape[2] - reach_h, padded.shape[3] - reach_w
    spread = np.zeros((*dout.shape[:2], *size), dtype=dout.dtype)
    spread[:, :, ::s_h, ::s_w] = dout
    turned = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    dpadded = conv2d(spread, turned, padding=(reach_h, reach_w), dilation=dilation)
    dx = dpadded[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]]
    # dw: correlate the image with the spread-out dout; batch and channels trade places.
    dw = conv2d(padded.swapaxes(0, 1), spread.swapaxes(0, 1))[:, :, ::d_h, ::d_w].swapaxes(0, 1)
    return dx, dw, np.einsum("nohw->o", dout)


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    size = height + k_h - 1, width + k_w - 1
    product = np.fft.rfft2(image, size) * np.fft.rfft2(kernel, size)
    full = np.fft.irfft2(product, size).astype(image.dtype)
    top, left, bottom, right = 0, 0, *size
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        bottom, right = top + height, left + width
    elif mode == "valid":
        top, left, bottom, right = k_h - 1, k_w - 1, height, width
    return full[top:bottom, left:right]


def trace(layers, shape):
    rows = []
    for layer in layers:
        match layer:
            case {"type": "conv", "out_channels": n, "kernel": kernel}:
                k, s, p = _pair(kernel), layer.get("stride", 1), layer.get("padding", 0)
                x, w = np.zeros((1, *shape)), np.zeros((n, shape[0], *k))
                params = w.size + (n if layer.get("bias", True) else 0)
                shape = tuple(conv2d(x, w, stride=s, padding=p).shape[1:])
            case {"type": "pool", "kernel": kernel}:
                k, p, params = _pair(kernel), _pair(layer.get("padding", 0)), 0
                s = _pair(layer.get("stride", k))
                h, w = (conv_output_size(shape[i + 1], k[i], p[i], s[i]) for i in range(2))
                shape = (shape[0], h, w)
            case {"type": "flatten"}:
                shape, params = (int(np.prod(shape)),), 0
            case {"type": "linear", "out_features": n}:
                params = (shape[0] + layer.get("bias", True)) * n
                shape = (n,)
        rows.append(
            {"params": params, "output_shape": shape, "name": layer.get("name") or layer["type"]}
        )
    return rows
