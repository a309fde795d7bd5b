"""Softmax, cross-entropy and other losses, written so that large numbers do no harm.

Logits are the raw scores of a classifier, one row a sample and one column a class, shape
``(N, C)``. Labels are class numbers (integers from 0 to C - 1), shape ``(N,)``. A loss is
the mean over the batch unless its docstring says sum. Results keep the float dtype of the
input (float64 or float32), and no function changes its arguments. NumPy only.
"""

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return exp(x) / sum(exp(x)), the sum running along `axis`.

    x: any shape with at least one axis. Returns the same shape and dtype: numbers from 0 to 1
    that sum to 1 along `axis`. Negative axes count from the end; an empty batch, such as
    shape (0, C) with axis -1, gives an empty result.

    Stable: adding one number to a whole row changes nothing, up to 1e4 and beyond.

    Source: Bridle, "Probabilistic interpretation of feedforward classification network
    outputs" (1990), who named it.

    >>> softmax(np.array([2.0, 1.0, 0.0])).round(3)
    array([0.665, 0.245, 0.09 ])
    >>> softmax(np.array([1e4, 1e4]))
    array([0.5, 0.5])
    """
    raise NotImplementedError("softmax is yours to write")


def log_softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the natural logarithm of softmax(x, axis), without computing softmax first.

    x: any shape with at least one axis. Returns the same shape and dtype.

    Stable: a probability that is too small for a float still has a finite logarithm.

    >>> log_softmax(np.array([0.0, -1e4]))
    array([     0., -10000.])
    """
    raise NotImplementedError("log_softmax is yours to write")


def logsumexp(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return ln(sum(exp(x))), the sum running along `axis`.

    x: any shape with at least one axis. `axis` disappears from the result's shape, as with
    numpy.sum; a vector gives a single number. The dtype is that of x.

    Stable: finite for entries of 1e4 and of -1e4.

    >>> logsumexp(np.array([[0.0, 0.0], [1e4, 1e4]])).round(4)
    array([6.93100000e-01, 1.00006931e+04])
    """
    raise NotImplementedError("logsumexp is yours to write")


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean over the batch of -ln p, p being softmax's value for the true class.

    logits: (N, C) with N at least 1, raw scores: do not pass probabilities.
    labels: (N,) integers from 0 to C - 1.

    Stable: finite and right also where p is too small for a float.

    >>> round(cross_entropy(np.zeros((4, 10)), np.array([3, 1, 4, 1])), 6)
    2.302585
    >>> cross_entropy(np.array([[0.0, 1e4]]), np.array([0]))
    10000.0
    """
    raise NotImplementedError("cross_entropy is yours to write")


def cross_entropy_grad(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the gradient of cross_entropy(logits, labels) with respect to the logits.

    logits: (N, C) with N at least 1, labels: (N,) integers from 0 to C - 1.
    Returns shape (N, C) in the dtype of logits. Each row sums to 0.

    >>> cross_entropy_grad(np.zeros((1, 4)), np.array([2]))
    array([[ 0.25,  0.25, -0.75,  0.25]])
    """
    raise NotImplementedError("cross_entropy_grad is yours to write")


def mse(pred: np.ndarray, target: np.ndarray) -> float:
    """Return the mean squared error, the mean running over all elements.

    pred, target: one shape, any number of axes, at least one element.

    >>> mse(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [3.0, 2.0]]))
    2.0
    """
    raise NotImplementedError("mse is yours to write")


def mse_grad(pred: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the gradient of mse(pred, target) with respect to pred.

    pred, target: one shape. Returns that shape, in the dtype of pred.

    >>> mse_grad(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    array([ 1., -2.])
    """
    raise NotImplementedError("mse_grad is yours to write")


def asymmetric_loss(pred: np.ndarray, target: np.ndarray, profit: float, cost: float) -> float:
    """Return a loss in which too little and too much have different prices, as a sum.

    pred, target: one shape. An element with pred below target (too little made, sales
    missed) costs profit * (target - pred). One with pred above target (too much made,
    goods left over) costs cost * (pred - target). The result is the sum, not the mean.

    >>> asymmetric_loss(np.array([8.0, 13.0]), np.array([10.0, 10.0]), profit=5.0, cost=1.0)
    13.0
    """
    raise NotImplementedError("asymmetric_loss is yours to write")


def l1_penalty(weights: list[np.ndarray], lam: float) -> float:
    """Return lam times the sum of the absolute values of all weights.

    weights: a list of arrays of any shapes; an empty list gives 0. The caller leaves the
    biases out of the list.

    >>> l1_penalty([np.array([[1.0, -2.0]]), np.array([3.0])], 0.5)
    3.0
    """
    raise NotImplementedError("l1_penalty is yours to write")


def l2_penalty(weights: list[np.ndarray], lam: float) -> float:
    """Return lam times the sum of the squares of all weights; there is no factor one half.

    weights: a list of arrays of any shapes; an empty list gives 0. The caller leaves the
    biases out of the list.

    >>> l2_penalty([np.array([[1.0, -2.0]]), np.array([3.0])], 0.5)
    7.0
    """
    raise NotImplementedError("l2_penalty is yours to write")
