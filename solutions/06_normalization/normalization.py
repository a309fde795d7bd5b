"""Normalisation, dropout and initial weights: numbers of a healthy size inside a network.

Conventions of this module:

* Batch norm divides by the biased standard deviation of the batch, ``sqrt(var + eps)``, and puts
  the unbiased variance into its running buffer.
* ``momentum`` is the weight of the NEW batch: ``running = (1 - m) * running + m * batch``.
* ``p`` of dropout is the probability to DROP. Survivors are scaled at training time.
* Results keep the float dtype of the input. Parameters and buffers are float64.
* No function changes its arguments; a layer remembers what its backward pass needs.
* Random numbers come from a generator of one's own, made from ``seed``: the same seed gives the
  same numbers, and two layers never disturb one another.
"""

import numpy as np


### BEGIN SOLUTION
def _all_but_channels(x: np.ndarray) -> tuple[int, ...]:
    """The axes that batch norm averages over: (0,) or (0, 2, 3)."""
    return (0, *range(2, x.ndim))


def _per_channel(values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """One value per channel, shaped so that it broadcasts against ``x``."""
    return values.reshape(-1, *[1] * (x.ndim - 2))


### END SOLUTION


class BatchNorm:
    """Batch normalisation of ``(N, C)`` or ``(N, C, H, W)``, one mean and variance per channel.

    From Ioffe and Szegedy, "Batch Normalization" (2015, arXiv:1502.03167):
    ``y = gamma * (x - mean) / sqrt(var + eps) + beta``. With images the mean and variance of a
    channel run over the batch, the height and the width together.

    ``gamma``, ``beta``, ``running_mean`` and ``running_var`` are public arrays of shape ``(C,)``.
    Before the first batch they are 1, 0, 0 and 1. Callers may replace them between calls.

    >>> bn = BatchNorm(1)
    >>> x = np.array([[1.0], [3.0], [5.0], [7.0]])
    >>> np.round(bn.forward(x, True), 3).ravel().tolist()
    [-1.342, -0.447, 0.447, 1.342]
    >>> np.round(bn.running_mean, 4).tolist(), np.round(bn.running_var, 4).tolist()
    ([0.4], [1.5667])
    """

    def __init__(self, num_features: int, momentum: float = 0.1, eps: float = 1e-5) -> None:
        """A layer for ``num_features`` channels."""
        ### BEGIN SOLUTION
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self._momentum = momentum
        self._eps = eps
        ### END SOLUTION

    def forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        """Normalise ``x``, scale by ``gamma``, shift by ``beta``; shape and dtype of ``x``.

        In training the statistics are those of ``x`` itself (biased variance), and the running
        buffers move towards them (unbiased variance): ``(1 - m) * running + m * batch``. Each
        channel then has at least two values. In eval the statistics are the running buffers,
        and nothing changes; a single row is welcome.
        """
        ### BEGIN SOLUTION
        axes = _all_but_channels(x)
        if training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
            count = x.size // x.shape[1]
            unbiased = var * count / (count - 1)
            m = self._momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * unbiased
        else:
            mean, var = self.running_mean, self.running_var
        self._training = training
        self._inv_std = _per_channel(1.0 / np.sqrt(var + self._eps), x)
        self._x_hat = (x - _per_channel(mean, x)) * self._inv_std
        y = _per_channel(self.gamma, x) * self._x_hat + _per_channel(self.beta, x)
        return y.astype(x.dtype)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """``(dx, dgamma, dbeta)`` for the last forward pass, in the dtype of ``dout``.

        ``dout`` has the shape of ``x``; ``dx`` too, ``dgamma`` and ``dbeta`` are ``(C,)``.
        After a forward pass in training, mean and variance depend on ``x``, and ``dx`` takes that
        into account. After one in eval they are constants.

        >>> bn = BatchNorm(2)
        >>> y = bn.forward(np.array([[1.0, 2.0], [3.0, 5.0]]), True)
        >>> dx, dgamma, dbeta = bn.backward(np.ones((2, 2)))
        >>> bool(np.abs(dx).max() < 1e-12), dbeta.tolist()
        (True, [2.0, 2.0])
        """
        ### BEGIN SOLUTION
        axes = _all_but_channels(dout)
        dgamma = (dout * self._x_hat).sum(axis=axes)
        dbeta = dout.sum(axis=axes)
        dx = dout * _per_channel(self.gamma, dout)
        if self._training:
            # Take away what moves with the mean, then what moves with the standard deviation.
            along_x_hat = (dx * self._x_hat).mean(axis=axes, keepdims=True)
            dx = dx - dx.mean(axis=axes, keepdims=True) - self._x_hat * along_x_hat
        dx = dx * self._inv_std
        return dx.astype(dout.dtype), dgamma.astype(dout.dtype), dbeta
        ### END SOLUTION


class Dropout:
    """Inverted dropout: in training each element is set to zero with probability ``p``.

    From Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014). Survivors
    are multiplied by ``1 / (1 - p)``, so the expected value stays the same and eval needs
    nothing at all. ``0 <= p < 1``. Each element is dropped independently of all others.

    >>> layer = Dropout(0.2, seed=0)
    >>> sorted(set(layer.forward(np.full((8, 8), 10.0), True).ravel().tolist()))
    [0.0, 12.5]
    >>> layer.forward(np.array([[1.0, 2.0]]), False).tolist()
    [[1.0, 2.0]]
    """

    def __init__(self, p: float, seed: int) -> None:
        """``p`` is the probability to drop; ``seed`` starts the layer's own generator."""
        ### BEGIN SOLUTION
        self._p = p
        self._rng = np.random.default_rng(seed)
        ### END SOLUTION

    def forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        """Drop and scale in training, with a new mask at each call; in eval give ``x`` back.

        ``x`` has any shape; the result has its shape and dtype.
        """
        ### BEGIN SOLUTION
        if training:
            kept = self._rng.random(x.shape) >= self._p
            self._scale = kept / (1 - self._p)
        else:
            self._scale = np.ones(x.shape)
        return (x * self._scale).astype(x.dtype)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Gradient for the last forward pass: the same elements dropped, the same scale.

        ``dout`` has the shape of that pass; the result has the shape and dtype of ``dout``.
        After a forward pass in eval the gradient passes unchanged.
        """
        ### BEGIN SOLUTION
        return (dout * self._scale).astype(dout.dtype)
        ### END SOLUTION


def he_normal(fan_in: int, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Initial weights for layers followed by a ReLU: normal, mean 0, std ``sqrt(2 / fan_in)``.

    He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015, arXiv:1502.01852). An ordinary
    normal distribution, not a truncated one. The result has the given shape, float64.

    >>> w = he_normal(50, (200, 50), seed=0)
    >>> w.shape, round(float(w.std()), 2)
    ((200, 50), 0.2)
    """
    ### BEGIN SOLUTION
    return np.random.default_rng(seed).normal(0.0, np.sqrt(2.0 / fan_in), size=shape)
    ### END SOLUTION


def xavier_uniform(fan_in: int, fan_out: int, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Initial weights for tanh or sigmoid: uniform, at most ``sqrt(6 / (fan_in + fan_out))`` large.

    Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks"
    (2010). The variance is ``2 / (fan_in + fan_out)``. The result has the given shape, float64.

    >>> w = xavier_uniform(100, 50, (100, 50), seed=0)
    >>> w.shape, bool(np.abs(w).max() <= 0.2)
    ((100, 50), True)
    """
    ### BEGIN SOLUTION
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
    ### END SOLUTION


def layer_norm(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Normalise each vector along the last axis by its own mean and biased variance.

    ``y = gamma * (x - mean) / sqrt(var + eps) + beta``, from Ba, Kiros and Hinton, "Layer
    Normalization" (2016, arXiv:1607.06450). ``x`` is ``(..., D)``, ``gamma`` and ``beta`` are
    ``(D,)``. The result has the shape and dtype of ``x``. No batch is involved: training and eval
    are the same.

    >>> y = layer_norm(np.array([[1.0, 3.0, 5.0, 7.0]]), np.ones(4), np.zeros(4))
    >>> np.round(y, 3).tolist()
    [[-1.342, -0.447, 0.447, 1.342]]
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return (gamma * x_hat + beta).astype(x.dtype)
    ### END SOLUTION
