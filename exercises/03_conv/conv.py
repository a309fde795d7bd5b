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
    raise NotImplementedError("conv_output_size is yours to write")


def same_padding(f: int) -> int:
    """Padding on each side that keeps the length, for an odd kernel length `f` and stride 1.

    >>> same_padding(1), same_padding(3), same_padding(5)
    (0, 1, 2)
    """
    raise NotImplementedError("same_padding is yours to write")


def tf_same_output_size(n: int, s: int) -> int:
    """Output length of TensorFlow's `padding="same"`: `ceil(n / s)`, whatever the kernel.

    TensorFlow pads as much as this length needs, if necessary one more on the far side.

    >>> tf_same_output_size(7, 2)
    4
    """
    raise NotImplementedError("tf_same_output_size is yours to write")


def tf_valid_output_size(n: int, f: int, s: int) -> int:
    """Output length of TensorFlow's `padding="valid"` (none): `ceil((n - f + 1) / s)`, n >= f.

    >>> tf_valid_output_size(7, 3, 2)
    3
    """
    raise NotImplementedError("tf_valid_output_size is yours to write")


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
    raise NotImplementedError("transposed_conv_output_size is yours to write")


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
    raise NotImplementedError("conv_params is yours to write")


def linear_params(n_in: int, n_out: int, bias: bool = True) -> int:
    """Number of parameters of a fully connected layer: weights, and one bias per output.

    >>> linear_params(400, 120), linear_params(120, 84), linear_params(84, 10)
    (48120, 10164, 850)
    >>> linear_params(3072, 4704, bias=False)
    14450688
    """
    raise NotImplementedError("linear_params is yours to write")


def conv_macs(c_in: int, c_out: int, k: Pair, h_out: int, w_out: int, groups: int = 1) -> int:
    """Number of multiplications of a convolution on one image (biases not counted).

    Each output number, of which there are `c_out * h_out * w_out`, is a sum of
    `(c_in / groups) * kH * kW` products. `k` is an int or `(kH, kW)`.

    >>> conv_macs(192, 32, 5, 28, 28)
    120422400
    """
    raise NotImplementedError("conv_macs is yours to write")


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
    raise NotImplementedError("receptive_field is yours to write")


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
    raise NotImplementedError("pad2d is yours to write")


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
    raise NotImplementedError("conv2d is yours to write")


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
    raise NotImplementedError("conv2d_backward is yours to write")


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
    raise NotImplementedError("convolve2d is yours to write")


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
    raise NotImplementedError("edge_kernel is yours to write")


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
    raise NotImplementedError("trace is yours to write")
