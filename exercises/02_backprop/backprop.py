"""Backpropagation: activations, a linear layer, scalar autograd and a small network.

Conventions of this module:

* A backward function takes ``dout``, the gradient of the loss with respect to the
  forward function's result, and returns the gradient with respect to its inputs.
* ``x`` in a backward function is what the forward function *received*, not what it returned.
* Weights of a linear layer have shape ``(in, out)``, and ``y = x @ w + b``.
* Results keep the input's float dtype. No function changes its arguments.
* The slope exactly at a kink (ReLU at 0) is not tested.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

# --- activations -----------------------------------------------------------------------


def sigmoid(x: np.ndarray) -> np.ndarray:
    """The logistic function 1 / (1 + exp(-x)), element by element.

    Stays finite and right for inputs of any size (try 1000 and -1000).

    >>> sigmoid(np.array([0.0, 1000.0, -1000.0]))
    array([0.5, 1. , 0. ])
    """
    raise NotImplementedError("sigmoid is yours to write")


def sigmoid_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient of the loss with respect to the sigmoid's input ``x``.

    The slope of the sigmoid is s * (1 - s) with s = sigmoid(x). Its largest value is 1/4.

    >>> sigmoid_backward(np.array([8.0]), np.array([0.0]))
    array([2.])
    """
    raise NotImplementedError("sigmoid_backward is yours to write")


def relu(x: np.ndarray) -> np.ndarray:
    """The rectified linear unit max(x, 0), element by element.

    >>> relu(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    raise NotImplementedError("relu is yours to write")


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient with respect to ReLU's input: ``dout`` where x is positive, else 0.

    >>> relu_backward(np.array([-5.0, 7.0]), np.array([3.0, -3.0]))
    array([-5.,  0.])
    """
    raise NotImplementedError("relu_backward is yours to write")


def leaky_relu(x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """x where x is positive, alpha * x elsewhere.

    This holds for every alpha, also above 1. max(alpha * x, x) is the same only for
    alpha <= 1.

    >>> leaky_relu(np.array([-2.0, 3.0]), alpha=0.5)
    array([-1.,  3.])
    """
    raise NotImplementedError("leaky_relu is yours to write")


def leaky_relu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """The gradient with respect to leaky ReLU's input: slope 1 where x > 0, else alpha.

    >>> leaky_relu_backward(np.array([4.0, 4.0]), np.array([-2.0, 3.0]), alpha=0.5)
    array([2., 4.])
    """
    raise NotImplementedError("leaky_relu_backward is yours to write")


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """The exponential linear unit: x where x is positive, alpha * (exp(x) - 1) elsewhere.

    Source: Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by
    Exponential Linear Units" (2016).

    >>> elu(np.array([-1000.0, 3.0]), alpha=2.0)
    array([-2.,  3.])
    """
    raise NotImplementedError("elu is yours to write")


def elu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """The gradient with respect to ELU's input: slope 1 where x > 0, else alpha * exp(x).

    Finite for large positive x too, where exp(x) alone would overflow.

    >>> elu_backward(np.array([3.0, 3.0]), np.array([-1000.0, 1000.0]))
    array([0., 3.])
    """
    raise NotImplementedError("elu_backward is yours to write")


def tanh(x: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent, element by element. Finite for inputs of any size.

    >>> tanh(np.array([0.0, 1000.0]))
    array([0., 1.])
    """
    raise NotImplementedError("tanh is yours to write")


def tanh_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient with respect to tanh's input. The slope is 1 - tanh(x)**2.

    >>> tanh_backward(np.array([5.0]), np.array([0.0]))
    array([5.])
    """
    raise NotImplementedError("tanh_backward is yours to write")


# --- the linear layer ------------------------------------------------------------------


def linear_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The linear layer ``y = x @ w + b``.

    x has shape (N, in), or more leading axes: (..., in). w has shape (in, out), b has
    shape (out,). The result has shape (N, out), or (..., out).

    >>> linear_forward(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [0.0, 3.0]]), np.ones(2))
    array([[2., 7.]])
    """
    raise NotImplementedError("linear_forward is yours to write")


def linear_backward(
    dout: np.ndarray, x: np.ndarray, w: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of the linear layer: (dx, dw, db).

    dout has the shape of the layer's result, (N, out) or (..., out). Each gradient has
    the shape of the thing it belongs to: dx as x, dw as w, db is (out,). Nothing is
    divided by N here: a mean over the batch is in dout already, if there is one.

    >>> dx, dw, db = linear_backward(np.ones((5, 2)), np.ones((5, 3)), np.ones((3, 2)))
    >>> dx.shape, dw.shape, db
    ((5, 3), (3, 2), array([5., 5.]))
    """
    raise NotImplementedError("linear_backward is yours to write")


# --- checking a gradient ---------------------------------------------------------------


def gradient_check(
    f: Callable[[np.ndarray], float], x: np.ndarray, grad: np.ndarray, h: float = 1e-5
) -> float:
    """How far ``grad`` is from the gradient of ``f`` at ``x``, as one number.

    f takes a float64 array of x's shape (any shape) and returns a number. The numeric
    gradient is the central difference (f(x + h e) - f(x - h e)) / (2 h), one element
    at a time. The result is the *largest* relative error |a - n| / (|a| + |n|) over the
    elements, a from grad and n numeric. Other usual denominators, such as max(|a|, |n|),
    are accepted. Where both gradients are 0 the error is 0, not nan. x stays as it is.

    >>> def cube(x):
    ...     return float(np.sum(x**3))
    >>> x = np.array([1.0, 2.0])
    >>> gradient_check(cube, x, 3 * x**2) < 1e-8
    True
    >>> gradient_check(cube, x, np.array([3.0, 6.0])) > 0.3
    True
    """
    raise NotImplementedError("gradient_check is yours to write")


# --- scalar autograd -------------------------------------------------------------------


class Value:
    """A number that remembers how it was computed (reverse-mode differentiation).

    ``.data`` is the number and ``.grad`` the gradient, 0.0 until ``backward`` runs. A
    Value and a Python number (int or float) may stand on either side of ``+ - * /``.
    The exponent of ``**`` is a Python number, never a Value. Several uses of one node
    add up their gradients. Chains of 5,000 nodes work: Python allows only about 1,000
    nested calls, so ``backward`` cannot call itself once per node. An expression where
    one node is reached by millions of paths works too: each node is visited once.

    Call ``backward`` once on an expression. What a second call does is not tested.

    >>> a = Value(2.0)
    >>> b = Value(3.0)
    >>> c = (a * b + a) ** 2
    >>> c.backward()
    >>> c.data, a.grad, b.grad
    (64.0, 64.0, 32.0)
    """

    def __init__(self, data: float) -> None:
        """A leaf: a number that was given, not computed."""
        raise NotImplementedError("Value.__init__ is yours to write")

    def __repr__(self) -> str:
        return f"Value(data={self.data:g}, grad={self.grad:g})"

    def __add__(self, other: "Value | float") -> "Value":
        """self + other."""
        raise NotImplementedError("Value.__add__ is yours to write")

    def __radd__(self, other: float) -> "Value":
        """other + self, where other is a number: Python calls this for ``2 + a``."""
        raise NotImplementedError("Value.__radd__ is yours to write")

    def __sub__(self, other: "Value | float") -> "Value":
        """self - other."""
        raise NotImplementedError("Value.__sub__ is yours to write")

    def __rsub__(self, other: float) -> "Value":
        """other - self, where other is a number."""
        raise NotImplementedError("Value.__rsub__ is yours to write")

    def __mul__(self, other: "Value | float") -> "Value":
        """self * other."""
        raise NotImplementedError("Value.__mul__ is yours to write")

    def __rmul__(self, other: float) -> "Value":
        """other * self, where other is a number."""
        raise NotImplementedError("Value.__rmul__ is yours to write")

    def __truediv__(self, other: "Value | float") -> "Value":
        """self / other."""
        raise NotImplementedError("Value.__truediv__ is yours to write")

    def __rtruediv__(self, other: float) -> "Value":
        """other / self, where other is a number."""
        raise NotImplementedError("Value.__rtruediv__ is yours to write")

    def __pow__(self, exponent: float) -> "Value":
        """self ** exponent, where exponent is a number."""
        raise NotImplementedError("Value.__pow__ is yours to write")

    def __neg__(self) -> "Value":
        """-self."""
        raise NotImplementedError("Value.__neg__ is yours to write")

    def exp(self) -> "Value":
        """e to the power of self."""
        raise NotImplementedError("Value.exp is yours to write")

    def log(self) -> "Value":
        """The natural logarithm of self."""
        raise NotImplementedError("Value.log is yours to write")

    def tanh(self) -> "Value":
        """The hyperbolic tangent of self."""
        raise NotImplementedError("Value.tanh is yours to write")

    def relu(self) -> "Value":
        """max(self, 0)."""
        raise NotImplementedError("Value.relu is yours to write")

    def backward(self) -> None:
        """Set ``.grad`` of every node that self was computed from to d self / d node.

        self.grad becomes 1. A node passes its gradient on only when all of it has arrived.
        """
        raise NotImplementedError("Value.backward is yours to write")


# --- a network -------------------------------------------------------------------------


class MLP:
    """A fully connected network: linear, activation, linear, ..., linear.

    ``sizes`` lists the widths: ``[64, 30, 10]`` is 64 inputs, 30 hidden units and 10
    classes, so two linear layers. ``activation`` is "relu", "tanh" or "sigmoid"; it
    stands after every linear layer but the last.

    >>> net = MLP([64, 30, 10], activation="tanh")
    >>> {name: value.shape for name, value in net.parameters().items()}
    {'W1': (64, 30), 'b1': (30,), 'W2': (30, 10), 'b2': (10,)}
    >>> net.load({name: 0 * value for name, value in net.parameters().items()})
    >>> loss, grads = net.loss_and_grads(np.ones((2, 64)), np.array([3, 7]))
    >>> round(loss, 4)  # ln 10
    2.3026
    """

    def __init__(self, sizes: Sequence[int], activation: str = "relu", seed: int = 0) -> None:
        """Draw the first weights; the same seed gives the same weights.

        Weights are independent, with mean 0 and standard deviation sqrt(2 / n_in) for
        "relu" (He et al., 2015) and sqrt(2 / (n_in + n_out)) for "tanh" and "sigmoid"
        (Glorot and Bengio, 2010). The shape of the distribution is yours to choose. Two
        layers of the same shape start with different weights. Biases start at 0.
        """
        raise NotImplementedError("MLP.__init__ is yours to write")

    def parameters(self) -> dict[str, np.ndarray]:
        """The float64 parameters by name: W1, b1, W2, b2, ..., weights of shape (in, out)."""
        raise NotImplementedError("MLP.parameters is yours to write")

    def load(self, params: dict[str, np.ndarray]) -> None:
        """Replace all parameters by float64 copies of ``params`` (same names and shapes).

        Copies: when the caller changes its arrays later, the network stays as it is.
        """
        raise NotImplementedError("MLP.load is yours to write")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The logits, shape (N, classes), for x of shape (N, inputs).

        Logits are the plain result of the last linear layer: no activation, no softmax.
        """
        raise NotImplementedError("MLP.forward is yours to write")

    def loss_and_grads(
        self, x: np.ndarray, labels: np.ndarray
    ) -> tuple[float, dict[str, np.ndarray]]:
        """The mean softmax cross-entropy of the batch, and its gradients by parameter name.

        labels are integer class indices of shape (N,). The gradients have the keys and
        shapes of ``parameters()``. The parameters stay as they are. Logits of any size
        give a finite loss (see the module on softmax).
        """
        raise NotImplementedError("MLP.loss_and_grads is yours to write")
