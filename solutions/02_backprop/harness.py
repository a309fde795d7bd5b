"""Runs beside the learner's code: expressions described as data, and functions to differentiate."""

import numpy as np

BINARY = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
}
UNARY = {
    "neg": lambda a: -a,
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: a.relu(),
}


def run_program(module, program, root):
    """Build an expression line by line, run backward on line `root`, and return every
    line's data and gradient.

    A line is ("value", number), ("add", i, j), ("exp", i), ("add number", i, number),
    ("number add", number, i) or ("pow", i, number), where i and j name earlier lines.
    """
    nodes = []
    for name, *rest in program:
        if name == "value":
            nodes.append(module.Value(rest[0]))
        elif name == "pow":
            nodes.append(nodes[rest[0]] ** rest[1])
        elif name in UNARY:
            nodes.append(UNARY[name](nodes[rest[0]]))
        elif name.startswith("number "):
            nodes.append(BINARY[name.removeprefix("number ")](rest[0], nodes[rest[1]]))
        elif name.endswith(" number"):
            nodes.append(BINARY[name.removesuffix(" number")](nodes[rest[0]], rest[1]))
        else:
            nodes.append(BINARY[name](nodes[rest[0]], nodes[rest[1]]))
    nodes[root].backward()
    return [node.data for node in nodes], [node.grad for node in nodes]


def long_chain(module, x, factor, steps):
    """Repeat y = y * factor + x, two nodes a step; return y's data and x's gradient."""
    leaf = module.Value(x)
    y = leaf
    for _ in range(steps):
        y = y * factor + leaf
    y.backward()
    return y.data, leaf.grad


def doubled(module, x, times):
    """Repeat y = y + y; return y's data and x's gradient, 2 to the power of times."""
    leaf = module.Value(x)
    y = leaf
    for _ in range(times):
        y = y + y
    y.backward()
    return y.data, leaf.grad


FUNCTIONS = {
    "square": lambda x, c: np.sum(c * x**2),
    "cube": lambda x, c: np.sum(c * x**3),
    "exp": lambda x, c: np.sum(c * np.exp(x)),
    "sine": lambda x, c: 100 + np.sum(c * np.sin(1000 * x)),
}


def check_gradient(module, name, x, coefficients, grad, h=None):
    """gradient_check on a named function of x; returns the error, and x as it is afterwards."""
    x, grad = x.copy(), grad.copy()

    def f(point):
        if point.shape != coefficients.shape:
            raise ValueError(f"f was called with shape {point.shape}, not {coefficients.shape}")
        return float(FUNCTIONS[name](point, coefficients))

    if h is None:
        return module.gradient_check(f, x, grad), x
    return module.gradient_check(f, x, grad, h=h), x


def load_then_change(module, sizes, params, x):
    """The logits before and after the caller writes over the arrays that it loaded."""
    params = {name: value.copy() for name, value in params.items()}
    net = module.MLP(sizes)
    net.load(params)
    before = np.array(net.forward(x))
    for value in params.values():
        value += 1.0
    return before, np.array(net.forward(x))
