"""Convolution from scratch: sizes, parameter counts, forward, backward, edges and a layer table.

Conventions
-----------
- Images are NCHW: `(batch, channels, height, width)`. Weights are `(C_out, C_in, kH, kW)`.
- "Convolution" in a network is cross-correlation: the kernel is NOT flipped. The mathematical
  convolution, which flips, is `convolve2d`.
- Sizes round down. A window that does not fit completely is dropped.
- Where a parameter may be an int or a pair, a pair is `(vertical, horizontal)`, and an int stands
  for both.
- One bias per output channel (filter), added to the sum of products.
- Results keep the float dtype of the input. No argument is ever changed.
- Only NumPy is used. Inputs are valid: nothing here is asked to check them.
"""

import numpy as np

Pair = int | tuple[int, int]

### BEGIN SOLUTION


def _pair(value: Pair) -> tuple[int, int]:
    """Read an int as (value, value), and a pair as (vertical, horizontal)."""
    if isinstance(value, (int, np.integer)):
        return value, value
    vertical, horizontal = value
    return vertical, horizontal


def _windows(
    x: np.ndarray, kernel: tuple[int, int], stride: Pair, padding: Pair, dilation: Pair
) -> np.ndarray:
    """Show every window of the padded x: a view of shape (N, C, H_out, W_out, kH, kW)."""
    (s_h, s_w), (d_h, d_w) = _pair(stride), _pair(dilation)
    reach = (d_h * (kernel[0] - 1) + 1, d_w * (kernel[1] - 1) + 1)
    everywhere = np.lib.stride_tricks.sliding_window_view(pad2d(x, padding), reach, axis=(2, 3))
    return everywhere[:, :, ::s_h, ::s_w, ::d_h, ::d_w]


### END SOLUTION


# ---------------------------------------------------------------------------- sizes


def conv_output_size(n: int, f: int, p: int = 0, s: int = 1, d: int = 1) -> int:
    """Output length of a convolution along one axis.

    `floor((n + 2p - d(f - 1) - 1) / s) + 1`, rounded down: a window that does not fit is dropped.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).

    Parameters: input length `n`, kernel length `f`, padding `p` on EACH side, stride `s`,
    dilation `d` (1 means no gaps). At least one window fits.

    >>> conv_output_size(6, 3)
    4
    >>> conv_output_size(6, 3, p=1)
    6
    >>> conv_output_size(7, 3, s=2), conv_output_size(8, 3, s=2)
    (3, 3)
    >>> conv_output_size(7, 3, d=2)
    3
    """
    ### BEGIN SOLUTION
    reach = d * (f - 1) + 1
    return (n + 2 * p - reach) // s + 1
    ### END SOLUTION


def same_padding(f: int) -> int:
    """Padding on each side that keeps the length, for an odd kernel length `f` and stride 1.

    >>> same_padding(1), same_padding(3), same_padding(5)
    (0, 1, 2)
    """
    ### BEGIN SOLUTION
    return f // 2  # an odd window has this many cells on each side of its middle
    ### END SOLUTION


def tf_same_output_size(n: int, s: int) -> int:
    """Output length of TensorFlow's `padding="same"`: `ceil(n / s)`, whatever the kernel.

    TensorFlow pads as much as this length needs, if necessary one more on the far side.

    >>> tf_same_output_size(7, 2)
    4
    """
    ### BEGIN SOLUTION
    return -(-n // s)
    ### END SOLUTION


def tf_valid_output_size(n: int, f: int, s: int) -> int:
    """Output length of TensorFlow's `padding="valid"` (none): `ceil((n - f + 1) / s)`, n >= f.

    >>> tf_valid_output_size(7, 3, 2)
    3
    """
    ### BEGIN SOLUTION
    return -(-(n - f + 1) // s)
    ### END SOLUTION


def transposed_conv_output_size(
    n: int, f: int, p: int = 0, s: int = 1, output_padding: int = 0, d: int = 1
) -> int:
    """Output length of a transposed convolution: `(n - 1)s - 2p + d(f - 1) + output_padding + 1`.

    It goes the other way: the smallest input length from which a convolution with the same
    `f, p, s, d` makes length `n`, plus `output_padding` (0 to s - 1) to pick one of the others.
    Source: documentation of `torch.nn.ConvTranspose2d`.

    >>> transposed_conv_output_size(4, 3)
    6
    >>> transposed_conv_output_size(3, 3, s=2), transposed_conv_output_size(3, 3, 0, 2, 1)
    (7, 8)
    """
    ### BEGIN SOLUTION
    reach = d * (f - 1) + 1
    return (n - 1) * s + reach - 2 * p + output_padding
    ### END SOLUTION


# ---------------------------------------------------------------------------- counts


def conv_params(c_in: int, c_out: int, k: Pair, bias: bool = True, groups: int = 1) -> int:
    """Number of parameters of a convolution layer: weights, and one bias per output channel.

    `k` is the kernel size, an int or `(kH, kW)`. With `groups`, each filter sees only
    `c_in / groups` channels (groups divides both channel counts).

    >>> conv_params(3, 10, 3)
    280
    >>> conv_params(2, 3, 3)
    57
    >>> conv_params(3, 10, 3, bias=False)
    270
    >>> conv_params(4, 6, (3, 1), groups=2)
    42
    """
    ### BEGIN SOLUTION
    k_h, k_w = _pair(k)
    weights_of_a_filter = (c_in // groups) * k_h * k_w
    return c_out * (weights_of_a_filter + int(bias))
    ### END SOLUTION


def linear_params(n_in: int, n_out: int, bias: bool = True) -> int:
    """Number of parameters of a fully connected layer: weights, and one bias per output.

    >>> linear_params(400, 120), linear_params(120, 84), linear_params(84, 10)
    (48120, 10164, 850)
    >>> linear_params(3072, 4704, bias=False)
    14450688
    """
    ### BEGIN SOLUTION
    return n_out * (n_in + int(bias))
    ### END SOLUTION


def conv_macs(c_in: int, c_out: int, k: Pair, h_out: int, w_out: int, groups: int = 1) -> int:
    """Number of multiplications of a convolution on one image (biases not counted).

    Each output number, of which there are `c_out * h_out * w_out`, is a sum of
    `(c_in / groups) * kH * kW` products. `k` is an int or `(kH, kW)`.

    >>> conv_macs(192, 32, 5, 28, 28)
    120422400
    """
    ### BEGIN SOLUTION
    return conv_params(c_in, c_out, k, False, groups) * h_out * w_out
    ### END SOLUTION


def receptive_field(layers: list[tuple[int, ...]]) -> int:
    """Length of the stretch of input that one output of a stack of layers can see, on one axis.

    `layers` runs from the input to the output; each is `(kernel, stride)` or
    `(kernel, stride, dilation)`. Padding changes nothing. No layers: 1.
    Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural
    Networks" (2019).

    >>> receptive_field([(3, 1), (3, 1)])
    5
    >>> receptive_field([(3, 1), (3, 2), (3, 1)])
    9
    >>> receptive_field([(3, 1, 2)])
    5
    """
    ### BEGIN SOLUTION
    field, jump = 1, 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        field += dilation * (kernel - 1) * jump
        jump *= stride
    return field
    ### END SOLUTION


# ---------------------------------------------------------------------------- convolution


def pad2d(x: np.ndarray, p: Pair, value: float = 0.0) -> np.ndarray:
    """Put `p` rows above and below, and `p` columns left and right, all filled with `value`.

    x: `(..., H, W)`, only the last two axes grow. p: an int, or `(p_h, p_w)`.
    Returns a new array `(..., H + 2 p_h, W + 2 p_w)` of x's dtype.

    >>> pad2d(np.array([[7.0]]), 1)
    array([[0., 0., 0.],
           [0., 7., 0.],
           [0., 0., 0.]])
    >>> pad2d(np.ones((2, 3, 4, 5)), (1, 0), value=9.0).shape
    (2, 3, 6, 5)
    """
    ### BEGIN SOLUTION
    p_h, p_w = _pair(p)
    *leading, height, width = x.shape
    padded = np.full((*leading, height + 2 * p_h, width + 2 * p_w), value, dtype=x.dtype)
    padded[..., p_h : p_h + height, p_w : p_w + width] = x
    return padded
    ### END SOLUTION


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> np.ndarray:
    """Convolution of a layer: cross-correlation of a batch of images with a bank of filters.

    `y[n, o, i, j] = b[o] + sum of w[o, c, u, v] * xp[n, c, i s_h + u d_h, j s_w + v d_w]`
    over c, u and v, where `xp` is `x` padded with zeros.

    x: `(N, C_in, H, W)`; w: `(C_out, C_in, kH, kW)`, not flipped; b: `(C_out,)` or None.
    stride, padding, dilation: an int, or a pair `(vertical, horizontal)`.
    Returns `(N, C_out, H_out, W_out)` in x's dtype, sizes as in `conv_output_size`.

    >>> image = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]])
    >>> kernel = np.array([[[[1.0, 0.0], [0.0, -1.0]]]])
    >>> conv2d(image, kernel)[0, 0]
    array([[-4., -4.],
           [-4., -4.]])
    >>> conv2d(image, kernel, np.array([10.0]), stride=(1, 2), padding=(0, 1))[0, 0]
    array([[6., 6.],
           [3., 6.]])
    """
    ### BEGIN SOLUTION
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    # (N, C_in, H_out, W_out, kH, kW) times (C_out, C_in, kH, kW), summed over the window.
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    if b is not None:
        y = y + b[:, np.newaxis, np.newaxis]
    return y
    ### END SOLUTION


def conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a loss with respect to the three inputs of `conv2d`.

    dout: `(N, C_out, H_out, W_out)`, the gradient of the loss with respect to conv2d's result;
    x, w, stride, padding, dilation: what conv2d was called with.
    Returns `(dx, dw, db)` with the shapes of x, w and b. Gradients are summed over the batch:
    if the loss is a mean, the 1/N is already inside dout.

    >>> x, w = np.arange(9.0).reshape(1, 1, 3, 3), np.ones((1, 1, 2, 2))
    >>> dx, dw, db = conv2d_backward(np.ones((1, 1, 2, 2)), x, w)
    >>> dx[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    >>> dw[0, 0], db
    (array([[ 8., 12.],
           [20., 24.]]), array([4.]))
    """
    ### BEGIN SOLUTION
    (p_h, p_w), (s_h, s_w), (d_h, d_w) = _pair(padding), _pair(stride), _pair(dilation)
    height, width = x.shape[2:]
    k_h, k_w = w.shape[2:]
    h_out, w_out = dout.shape[2:]

    db = dout.sum(axis=(0, 2, 3))
    windows = _windows(x, (k_h, k_w), stride, padding, dilation)
    dw = np.tensordot(dout, windows, axes=((0, 2, 3), (0, 2, 3)))

    # Each output hands its gradient back to the pixels it read; overlaps add up.
    dpadded = np.zeros_like(pad2d(x, padding))
    for u in range(k_h):
        rows = slice(u * d_h, u * d_h + s_h * (h_out - 1) + 1, s_h)
        for v in range(k_w):
            columns = slice(v * d_w, v * d_w + s_w * (w_out - 1) + 1, s_w)
            dpadded[:, :, rows, columns] += np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, db
    ### END SOLUTION


# ---------------------------------------------------------------------------- one image


def convolve2d(image: np.ndarray, kernel: np.ndarray, mode: str) -> np.ndarray:
    """Convolve one image with one kernel as mathematics does: the kernel is flipped on both axes.

    image: `(H, W)`; kernel: `(kH, kW)`; outside the image there are zeros.
    mode "full": every place where they overlap, `(H + kH - 1, W + kW - 1)`;
    mode "same": the `(H, W)` part of "full" that starts at row `(kH - 1) // 2` and
    column `(kW - 1) // 2`, as SciPy does;
    mode "valid": only where the kernel fits, `(H - kH + 1, W - kW + 1)`.

    >>> dot, kernel = np.array([[0.0, 1.0, 0.0]]), np.array([[1.0, 2.0]])
    >>> convolve2d(dot, kernel, "full")
    array([[0., 1., 2., 0.]])
    >>> convolve2d(dot, kernel, "same")
    array([[0., 1., 2.]])
    >>> convolve2d(dot, kernel, "valid")
    array([[1., 2.]])
    """
    ### BEGIN SOLUTION
    height, width = image.shape
    k_h, k_w = kernel.shape
    padding = (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    flipped = kernel[::-1, ::-1]
    result = conv2d(image[None, None], flipped[None, None], padding=padding)[0, 0]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        result = result[top : top + height, left : left + width]
    return result
    ### END SOLUTION


def edge_kernel(name: str) -> np.ndarray:
    """Return a classic 3x3 kernel, float64, meant for cross-correlation (`conv2d`).

    Edge kernels are positive where the image goes from bright to dark, to the right
    (vertical edges: "vertical", "sobel_x", "scharr_x") or downwards (horizontal edges:
    "horizontal", "sobel_y", "scharr_y"): their positive numbers stand on the left or on top.
    Weights along the edge: 1 1 1 (plain), 1 2 1 (Sobel), 3 10 3 (Scharr).
    "sharpen": 5 in the centre, -1 at its four neighbours, 0 in the corners;
    "blur": nine times 1/9; "identity": leaves the image as it is.

    >>> edge_kernel("vertical")
    array([[ 1.,  0., -1.],
           [ 1.,  0., -1.],
           [ 1.,  0., -1.]])
    """
    ### BEGIN SOLUTION
    bright_to_dark = np.array([1.0, 0.0, -1.0])
    along_the_edge = {
        "plain": [1.0, 1.0, 1.0],
        "sobel": [1.0, 2.0, 1.0],
        "scharr": [3.0, 10.0, 3.0],
    }
    across = {style: np.outer(weights, bright_to_dark) for style, weights in along_the_edge.items()}
    kernels = {
        "vertical": across["plain"],
        "horizontal": across["plain"].T,
        "sobel_x": across["sobel"],
        "sobel_y": across["sobel"].T,
        "scharr_x": across["scharr"],
        "scharr_y": across["scharr"].T,
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.full((3, 3), 1 / 9),
        "identity": np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),
    }
    return kernels[name]
    ### END SOLUTION


# ---------------------------------------------------------------------------- a whole network


def trace(layers: list[dict], shape: tuple[int, ...]) -> list[dict]:
    """Follow one image through a network on paper: output shapes and parameter counts.

    shape: `(C, H, W)` of the input. A layer is a dict with a "type" and, by type:

    - "conv": "out_channels", "kernel", "stride" (1), "padding" (0), "bias" (True)
    - "pool": "kernel", "stride" (the kernel), "padding" (0)
    - "flatten": nothing; the shape becomes `(C * H * W,)`
    - "linear": "out_features", "bias" (True); the shape becomes `(out_features,)`

    In brackets stands the value of a key that is missing. kernel, stride and padding are an int
    or a pair. Every layer may have a "name"; without one its type is its name.

    Returns one dict a layer, in order, with the keys "name", "output_shape" (a tuple of ints)
    and "params" (an int). The input has no row.

    >>> for row in trace([{"type": "conv", "out_channels": 6, "kernel": 5},
    ...                   {"type": "pool", "kernel": 2, "name": "halve"}], (3, 32, 32)):
    ...     print(row)
    {'name': 'conv', 'output_shape': (6, 28, 28), 'params': 456}
    {'name': 'halve', 'output_shape': (6, 14, 14), 'params': 0}
    """
    ### BEGIN SOLUTION
    rows = []
    for layer in layers:
        kind, params = layer["type"], 0
        if kind in ("conv", "pool"):
            channels, *lengths = shape
            kernel = _pair(layer["kernel"])
            stride = _pair(layer.get("stride", 1 if kind == "conv" else kernel))
            padding = _pair(layer.get("padding", 0))
            if kind == "conv":
                params = conv_params(
                    channels, layer["out_channels"], kernel, layer.get("bias", True)
                )
                channels = layer["out_channels"]
            sizes = map(conv_output_size, lengths, kernel, padding, stride)
            shape = (channels, *sizes)
        elif kind == "flatten":
            channels, height, width = shape
            shape = (channels * height * width,)
        else:
            (n_in,) = shape
            params = linear_params(n_in, layer["out_features"], layer.get("bias", True))
            shape = (layer["out_features"],)
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
    ### END SOLUTION
