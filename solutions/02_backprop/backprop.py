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
    ### BEGIN SOLUTION
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))
    ### END SOLUTION


def sigmoid_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient of the loss with respect to the sigmoid's input ``x``.

    The slope of the sigmoid is s * (1 - s) with s = sigmoid(x). Its largest value is 1/4.

    >>> sigmoid_backward(np.array([8.0]), np.array([0.0]))
    array([2.])
    """
    ### BEGIN SOLUTION
    s = sigmoid(x)
    return dout * s * (1 - s)
    ### END SOLUTION


def relu(x: np.ndarray) -> np.ndarray:
    """The rectified linear unit max(x, 0), element by element.

    >>> relu(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient with respect to ReLU's input: ``dout`` where x is positive, else 0.

    >>> relu_backward(np.array([-5.0, 7.0]), np.array([3.0, -3.0]))
    array([-5.,  0.])
    """
    ### BEGIN SOLUTION
    return dout * (x > 0)
    ### END SOLUTION


def leaky_relu(x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """x where x is positive, alpha * x elsewhere.

    This holds for every alpha, also above 1. max(alpha * x, x) is the same only for
    alpha <= 1.

    >>> leaky_relu(np.array([-2.0, 3.0]), alpha=0.5)
    array([-1.,  3.])
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0) + alpha * np.minimum(x, 0)
    ### END SOLUTION


def leaky_relu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """The gradient with respect to leaky ReLU's input: slope 1 where x > 0, else alpha.

    >>> leaky_relu_backward(np.array([4.0, 4.0]), np.array([-2.0, 3.0]), alpha=0.5)
    array([2., 4.])
    """
    ### BEGIN SOLUTION
    return np.where(x > 0, dout, alpha * dout)
    ### END SOLUTION


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """The exponential linear unit: x where x is positive, alpha * (exp(x) - 1) elsewhere.

    Source: Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by
    Exponential Linear Units" (2016).

    >>> elu(np.array([-1000.0, 3.0]), alpha=2.0)
    array([-2.,  3.])
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0))
    ### END SOLUTION


def elu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """The gradient with respect to ELU's input: slope 1 where x > 0, else alpha * exp(x).

    Finite for large positive x too, where exp(x) alone would overflow.

    >>> elu_backward(np.array([3.0, 3.0]), np.array([-1000.0, 1000.0]))
    array([0., 3.])
    """
    ### BEGIN SOLUTION
    return np.where(x > 0, dout, dout * alpha * np.exp(np.minimum(x, 0)))
    ### END SOLUTION


def tanh(x: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent, element by element. Finite for inputs of any size.

    >>> tanh(np.array([0.0, 1000.0]))
    array([0., 1.])
    """
    ### BEGIN SOLUTION
    return np.tanh(x)
    ### END SOLUTION


def tanh_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The gradient with respect to tanh's input. The slope is 1 - tanh(x)**2.

    >>> tanh_backward(np.array([5.0]), np.array([0.0]))
    array([5.])
    """
    ### BEGIN SOLUTION
    return dout * (1 - np.tanh(x) ** 2)
    ### END SOLUTION


# --- the linear layer ------------------------------------------------------------------


def linear_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The linear layer ``y = x @ w + b``.

    x has shape (N, in), or more leading axes: (..., in). w has shape (in, out), b has
    shape (out,). The result has shape (N, out), or (..., out).

    >>> linear_forward(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [0.0, 3.0]]), np.ones(2))
    array([[2., 7.]])
    """
    ### BEGIN SOLUTION
    return x @ w + b
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    rows = x.reshape(-1, w.shape[0])
    drows = dout.reshape(-1, w.shape[1])
    return dout @ w.T, rows.T @ drows, drows.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    numeric = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        numeric[index] = (f(right) - f(left)) / (2 * h)
    scale = np.maximum(np.abs(grad) + np.abs(numeric), 1e-8)
    return float(np.max(np.abs(grad - numeric) / scale))
    ### END SOLUTION


# --- scalar autograd -------------------------------------------------------------------

### BEGIN SOLUTION


def _as_value(number: "Value | float") -> "Value":
    """The number as a node: a constant is a leaf that nobody asks for its gradient."""
    return number if isinstance(number, Value) else Value(number)


def _record(data: float, *edges: "tuple[Value, float]") -> "Value":
    """A new node that remembers its operands, each with the local slope towards it."""
    node = Value(data)
    node._edges = edges
    return node


### END SOLUTION


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
        ### BEGIN SOLUTION
        self.data = float(data)
        self.grad = 0.0
        self._edges: tuple = ()
        ### END SOLUTION

    def __repr__(self) -> str:
        return f"Value(data={self.data:g}, grad={self.grad:g})"

    def __add__(self, other: "Value | float") -> "Value":
        """self + other."""
        ### BEGIN SOLUTION
        other = _as_value(other)
        return _record(self.data + other.data, (self, 1.0), (other, 1.0))
        ### END SOLUTION

    def __radd__(self, other: float) -> "Value":
        """other + self, where other is a number: Python calls this for ``2 + a``."""
        ### BEGIN SOLUTION
        return self + other
        ### END SOLUTION

    def __sub__(self, other: "Value | float") -> "Value":
        """self - other."""
        ### BEGIN SOLUTION
        return self + (-other)
        ### END SOLUTION

    def __rsub__(self, other: float) -> "Value":
        """other - self, where other is a number."""
        ### BEGIN SOLUTION
        return -self + other
        ### END SOLUTION

    def __mul__(self, other: "Value | float") -> "Value":
        """self * other."""
        ### BEGIN SOLUTION
        other = _as_value(other)
        return _record(self.data * other.data, (self, other.data), (other, self.data))
        ### END SOLUTION

    def __rmul__(self, other: float) -> "Value":
        """other * self, where other is a number."""
        ### BEGIN SOLUTION
        return self * other
        ### END SOLUTION

    def __truediv__(self, other: "Value | float") -> "Value":
        """self / other."""
        ### BEGIN SOLUTION
        return self * _as_value(other) ** -1
        ### END SOLUTION

    def __rtruediv__(self, other: float) -> "Value":
        """other / self, where other is a number."""
        ### BEGIN SOLUTION
        return self**-1 * other
        ### END SOLUTION

    def __pow__(self, exponent: float) -> "Value":
        """self ** exponent, where exponent is a number."""
        ### BEGIN SOLUTION
        slope = exponent * self.data ** (exponent - 1)
        return _record(self.data**exponent, (self, slope))
        ### END SOLUTION

    def __neg__(self) -> "Value":
        """-self."""
        ### BEGIN SOLUTION
        return self * -1
        ### END SOLUTION

    def exp(self) -> "Value":
        """e to the power of self."""
        ### BEGIN SOLUTION
        data = math.exp(self.data)
        return _record(data, (self, data))
        ### END SOLUTION

    def log(self) -> "Value":
        """The natural logarithm of self."""
        ### BEGIN SOLUTION
        return _record(math.log(self.data), (self, 1 / self.data))
        ### END SOLUTION

    def tanh(self) -> "Value":
        """The hyperbolic tangent of self."""
        ### BEGIN SOLUTION
        data = math.tanh(self.data)
        return _record(data, (self, 1 - data**2))
        ### END SOLUTION

    def relu(self) -> "Value":
        """max(self, 0)."""
        ### BEGIN SOLUTION
        return _record(max(self.data, 0.0), (self, float(self.data > 0)))
        ### END SOLUTION

    def backward(self) -> None:
        """Set ``.grad`` of every node that self was computed from to d self / d node.

        self.grad becomes 1. A node passes its gradient on only when all of it has arrived.
        """
        ### BEGIN SOLUTION
        order: list[Value] = []
        seen: set[Value] = set()
        stack = [(self, False)]
        while stack:
            node, operands_done = stack.pop()
            if operands_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((operand, False) for operand, _ in node._edges)
        self.grad = 1.0
        for node in reversed(order):
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
        ### END SOLUTION


# --- a network -------------------------------------------------------------------------

### BEGIN SOLUTION


def _activation(name: str) -> tuple[Callable, Callable]:
    """The forward and the backward function of an activation."""
    return {
        "relu": (relu, relu_backward),
        "tanh": (tanh, tanh_backward),
        "sigmoid": (sigmoid, sigmoid_backward),
    }[name]


def _run(
    params: dict[str, np.ndarray], activation: str, x: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What each layer receives, and what each linear layer answers; the last are the logits."""
    forward, _ = _activation(activation)
    inputs, outputs = [x], []
    for layer in range(1, len(params) // 2 + 1):
        outputs.append(linear_forward(inputs[-1], params[f"W{layer}"], params[f"b{layer}"]))
        inputs.append(forward(outputs[-1]))
    return inputs, outputs


def _softmax_cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean cross-entropy, and its gradient with respect to the logits."""
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_probabilities)
    dlogits[rows, labels] -= 1
    return float(-log_probabilities[rows, labels].mean()), dlogits / len(labels)


### END SOLUTION


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
        ### BEGIN SOLUTION
        rng = np.random.default_rng(seed)
        self.activation = activation
        self._params: dict[str, np.ndarray] = {}
        for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
            variance = 2 / n_in if activation == "relu" else 2 / (n_in + n_out)
            self._params[f"W{layer}"] = rng.normal(0, np.sqrt(variance), (n_in, n_out))
            self._params[f"b{layer}"] = np.zeros(n_out)
        ### END SOLUTION

    def parameters(self) -> dict[str, np.ndarray]:
        """The float64 parameters by name: W1, b1, W2, b2, ..., weights of shape (in, out)."""
        ### BEGIN SOLUTION
        return dict(self._params)
        ### END SOLUTION

    def load(self, params: dict[str, np.ndarray]) -> None:
        """Replace all parameters by float64 copies of ``params`` (same names and shapes).

        Copies: when the caller changes its arrays later, the network stays as it is.
        """
        ### BEGIN SOLUTION
        self._params = {name: np.array(value, np.float64) for name, value in params.items()}
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The logits, shape (N, classes), for x of shape (N, inputs).

        Logits are the plain result of the last linear layer: no activation, no softmax.
        """
        ### BEGIN SOLUTION
        return _run(self._params, self.activation, x)[1][-1]
        ### END SOLUTION

    def loss_and_grads(
        self, x: np.ndarray, labels: np.ndarray
    ) -> tuple[float, dict[str, np.ndarray]]:
        """The mean softmax cross-entropy of the batch, and its gradients by parameter name.

        labels are integer class indices of shape (N,). The gradients have the keys and
        shapes of ``parameters()``. The parameters stay as they are. Logits of any size
        give a finite loss (see the module on softmax).
        """
        ### BEGIN SOLUTION
        _, backward = _activation(self.activation)
        inputs, outputs = _run(self._params, self.activation, x)
        loss, dout = _softmax_cross_entropy(outputs[-1], labels)
        grads = {}
        for layer in range(len(outputs), 0, -1):
            dx, dw, db = linear_backward(dout, inputs[layer - 1], self._params[f"W{layer}"])
            grads[f"W{layer}"], grads[f"b{layer}"] = dw, db
            if layer > 1:
                dout = backward(dx, outputs[layer - 2])
        return loss, grads
        ### END SOLUTION
