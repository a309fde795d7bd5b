import numpy as np


def pair(v):
    return (v, v) if isinstance(v, (int, np.integer)) else tuple(v)


def conv_output_size(n, f, p=0, s=1, d=1):
    covered = d * (f - 1) + 1
    return (n + 2 * p - covered) // s + 1


def same_padding(f):
    return (f - 1) // 2


def tf_same_output_size(n, s):
    return -(-n // s)


def tf_valid_output_size(n, f, s):
    return -(-(n - f + 1) // s)


def transposed_conv_output_size(n, f, p=0, s=1, output_padding=0, d=1):
    return (n - 1) * s - 2 * p + d * (f - 1) + output_padding + 1


def conv_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = pair(k)
    per_filter = (c_in // groups) * kh * kw
    if bias:
        per_filter += 1
    return c_out * per_filter


def linear_params(n_in, n_out, bias=True):
    return n_in * n_out + (n_out if bias else 0)


def conv_macs(c_in, c_out, k, h_out, w_out, groups=1):
    kh, kw = pair(k)
    products = (c_in // groups) * kh * kw
    return products * c_out * h_out * w_out


def receptive_field(layers):
    r = 1
    jump = 1
    for layer in layers:
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) > 2 else 1
        r += d * (k - 1) * jump
        jump *= s
    return r


def pad2d(x, p, value=0.0):
    ph, pw = pair(p)
    h, w = x.shape[-2:]
    big = np.full((*x.shape[:-2], h + 2 * ph, w + 2 * pw), value, dtype=x.dtype)
    big[..., ph : ph + h, pw : pw + w] = x
    return big


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    n, _, height, width = x.shape
    c_out, _, kh, kw = w.shape
    h_out = conv_output_size(height, kh, ph, sh, dh)
    w_out = conv_output_size(width, kw, pw, sw, dw)
    xp = pad2d(x, (ph, pw))
    y = np.zeros((n, c_out, h_out, w_out), dtype=x.dtype)
    for u in range(kh):
        for v in range(kw):
            top, left = u * dh, v * dw
            seen = xp[:, :, top : top + sh * h_out : sh, left : left + sw * w_out : sw]
            seen = seen[:, :, :h_out, :w_out]
            y += np.einsum("ncij,oc->noij", seen, w[:, :, u, v])
    if b is not None:
        y += b.reshape(1, -1, 1, 1)
    return y


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw_ = pair(dilation)
    height, width = x.shape[2:]
    kh, kw = w.shape[2:]
    h_out, w_out = dout.shape[2:]
    xp = pad2d(x, (ph, pw))
    gp = np.zeros_like(xp)
    gw = np.zeros_like(w)
    for u in range(kh):
        for v in range(kw):
            rows = slice(u * dh, u * dh + sh * (h_out - 1) + 1, sh)
            cols = slice(v * dw_, v * dw_ + sw * (w_out - 1) + 1, sw)
            gw[:, :, u, v] = np.einsum("noij,ncij->oc", dout, xp[:, :, rows, cols])
            gp[:, :, rows, cols] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    gb = dout.sum(axis=(0, 2, 3))
    return gp[:, :, ph : ph + height, pw : pw + width], gw, gb


def convolve2d(image, kernel, mode):
    h, w = image.shape
    kh, kw = kernel.shape
    full = np.zeros((h + kh - 1, w + kw - 1), dtype=image.dtype)
    for u in range(kh):
        for v in range(kw):
            full[u : u + h, v : v + w] += kernel[u, v] * image
    if mode == "full":
        return full
    if mode == "same":
        r, c = (kh - 1) // 2, (kw - 1) // 2
        return full[r : r + h, c : c + w]
    if mode == "valid":
        return full[kh - 1 : h, kw - 1 : w]
    raise ValueError(mode)


def edge_kernel(name):
    across = np.array([1.0, 0.0, -1.0])
    plain = np.outer([1.0, 1.0, 1.0], across)
    sobel = np.outer([1.0, 2.0, 1.0], across)
    scharr = np.outer([3.0, 10.0, 3.0], across)
    table = {
        "vertical": plain,
        "horizontal": plain.T,
        "sobel_x": sobel,
        "sobel_y": sobel.T,
        "scharr_x": scharr,
        "scharr_y": scharr.T,
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.ones((3, 3)) / 9,
        "identity": np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),
    }
    return table[name]


def trace(layers, shape):
    report = []
    shape = tuple(shape)
    for layer in layers:
        kind = layer["type"]
        params = 0
        if kind == "conv" or kind == "pool":
            c, h, w = shape
            k = pair(layer["kernel"])
            p = pair(layer.get("padding", 0))
            if kind == "conv":
                s = pair(layer.get("stride", 1))
                c_new = layer["out_channels"]
                params = conv_params(c, c_new, k, bias=layer.get("bias", True))
            else:
                s = pair(layer.get("stride", k))
                c_new = c
            h = conv_output_size(h, k[0], p[0], s[0])
            w = conv_output_size(w, k[1], p[1], s[1])
            shape = (c_new, h, w)
        elif kind == "flatten":
            count = 1
            for side in shape:
                count *= side
            shape = (count,)
        elif kind == "linear":
            out = layer["out_features"]
            params = linear_params(shape[0], out, bias=layer.get("bias", True))
            shape = (out,)
        report.append(
            {"name": layer.get("name", kind), "output_shape": shape, "params": params}
        )
    return report
