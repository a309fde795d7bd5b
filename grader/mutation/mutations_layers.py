"""Mistakes in networks: a layer left out, moved or of another kind, a number in it, something around it.

Too many to measure checks with; `diagnosis` looks among them for what a learner's network behaves like.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from grader.mutation.mutations import Change, Rules, TextOf, is_number

INSTEAD = {
    "MaxPool2d": ("AvgPool2d",),
    "AvgPool2d": ("MaxPool2d",),
    "max_pool2d": ("avg_pool2d",),
    "avg_pool2d": ("max_pool2d",),
    "AdaptiveAvgPool2d": ("AdaptiveMaxPool2d",),
    "relu": ("tanh", "sigmoid"),
    "ReLU": ("Tanh", "Sigmoid"),
    "tanh": ("relu", "sigmoid"),
    "Tanh": ("ReLU", "Sigmoid"),
    "sigmoid": ("tanh", "relu"),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
}
"""A layer or function of PyTorch -> what is taken for it."""

AROUND = {
    "relu": "torch.relu({})",
    "softmax": "torch.softmax({}, -1)",
    "detach": "({}).detach()",
    "percent": "100 * ({})",
}
"""What is put around a value that it does not belong around."""

NUMBERS = (0, 1, 2, 3)
AXES = ("0", "1", "-1")
LEAST_LAYERS = 2  # arguments or entries that are calls, for a list of layers


def is_layer(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether this makes a layer: a call of a class, as `nn.ReLU()` or `_Block(3)`."""
    return isinstance(node, ast.Call) and name_of_callee(node).lstrip("_")[:1].isupper()


def name_of_callee(node: ast.AST) -> str:
    """The last part of the name of what is called, or of what is named where nothing is."""
    callee = node.func if isinstance(node, ast.Call) else node
    return callee.attr if isinstance(callee, ast.Attribute) else getattr(callee, "id", "")


def _layers(node: ast.Call | ast.List, text: TextOf) -> Iterator[Change]:
    """One layer of a sequence left out, or exchanged with the next."""
    entries = node.args if isinstance(node, ast.Call) else node.elts
    if sum(map(is_layer, entries)) < LEAST_LAYERS:
        return
    written = [text(entry, None) for entry in entries]
    for place, entry in enumerate(entries):
        if is_layer(entry):
            rest = [*written[:place], *written[place + 1 :]]
            yield Change("layer left out", node, _with_entries(node, rest, text))
        if is_layer(entry) and place + 1 < len(entries) and is_layer(entries[place + 1]):
            pair = written[place : place + 2][::-1]
            order = [*written[:place], *pair, *written[place + 2 :]]
            yield Change("layers exchanged", node, _with_entries(node, order, text))


def _with_entries(node: ast.Call | ast.List, entries: list[str], text: TextOf) -> str:
    if isinstance(node, ast.List):
        return f"[{', '.join(entries)}]"
    return _called_with(node, [*entries, *(text(keyword, None) for keyword in node.keywords)], text)


def _called_with(node: ast.Call, arguments: list[str], text: TextOf) -> str:
    """The same call with other arguments, as they are written."""
    return f"{text(node.func, None)}({', '.join(arguments)})"


def _call(node: ast.Call, text: TextOf) -> Iterator[Change]:
    yield from _layers(node, text)
    owner = text(node.func, None).rpartition(".")[0]
    for other in INSTEAD.get(name_of_callee(node), ()):
        dotted = f"{owner}.{other}" if owner else other
        if owner in ("F", "torch.nn.functional") and other in ("tanh", "sigmoid"):
            dotted = f"torch.{other}"
        start = text(node, None).removeprefix(text(node.func, None))
        yield Change("layer", node, dotted + start)
    if is_layer(node):
        yield from _numbers_of(node, text)
    elif _is_applied(node):
        yield Change("layer not applied", node, text(node.args[0], None))
        yield from _around(node, text)
        yield from _around(node.args[0], text, ("detach",))


def _numbers_of(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """Another number, or the other flag, for a named setting of a layer; one that is not given."""
    written = [text(argument, None) for argument in node.args]
    keywords = {keyword.arg: text(keyword.value, None) for keyword in node.keywords if keyword.arg}
    for keyword in node.keywords:
        value = keyword.value
        if keyword.arg is None:
            continue
        others: list[str] = []
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            others = [str(not value.value)]
        elif not isinstance(value, ast.Constant) or is_number(value):
            others = [str(number) for number in NUMBERS if str(number) != keywords[keyword.arg]]
        for other in others:
            changed = [f"{k}={other if k == keyword.arg else v}" for k, v in keywords.items()]
            call = _called_with(node, [*written, *changed], text)
            yield Change(f"setting {keyword.arg}", node, call)
    missing = [("bias", "False"), ("padding", "1"), ("stride", "2")]
    for name, value_text in missing if "Conv" in name_of_callee(node) else missing[:1]:
        if name not in keywords and name_of_callee(node) in ("Conv2d", "Linear"):
            given = [*written, *(f"{k}={v}" for k, v in keywords.items()), f"{name}={value_text}"]
            yield Change(f"setting {name}", node, _called_with(node, given, text))


def _is_applied(node: ast.Call) -> bool:
    """Whether this puts one value through a layer that `self` holds: `self.bn1(x)`."""
    return (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "self"
        and len(node.args) == 1
        and not node.keywords
    )


def _around(
    node: ast.expr, text: TextOf, names: tuple[str, ...] = ("relu", "softmax", "detach")
) -> Iterator[Change]:
    for name in names:
        yield Change(f"around {name}", node, AROUND[name].format(text(node, None)))


def _returned(node: ast.Return, text: TextOf) -> Iterator[Change]:
    if isinstance(node.value, (ast.BinOp, ast.Name)):
        yield from _around(node.value, text)
    if isinstance(node.value, ast.Tuple):
        for entry in node.value.elts:
            yield from _around(entry, text, ("percent",))


def _axis(node: ast.keyword, text: TextOf) -> Iterator[Change]:
    """Another axis for one that is named."""
    if node.arg == "dim" and (is_number(node.value) or isinstance(node.value, ast.UnaryOp)):
        for axis in AXES:
            if axis != text(node.value, None):
                yield Change("axis", node.value, axis)


def _unregistered(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """Layers in a list of Python's, of which the network knows nothing."""
    if name_of_callee(node) == "ModuleList":
        yield Change(
            "plain list", node, f"list({', '.join(text(argument, None) for argument in node.args)})"
        )


def _repeated(node: ast.ListComp | ast.GeneratorExp, text: TextOf) -> Iterator[Change]:
    """Several layers that are one and the same: all of them, or all but the first."""
    if is_layer(node.elt):
        layers = f"[*{text(node, None)}]"
        yield Change("shared layers", node, f"(lambda made: made[:1] * len(made))({layers})")
        later = f"(lambda made: made[:1] + made[1:2] * (len(made) - 1))({layers})"
        yield Change("shared layers", node, later)


def rules_for(top: ast.stmt) -> Rules:
    """The rules for one class or function: those of layers, and its own parameters ignored."""
    members = [member for member in getattr(top, "body", []) if isinstance(member, ast.FunctionDef)]
    constructor = next((member for member in members if member.name == "__init__"), None)
    defaults = _defaults(constructor) if constructor is not None else {}

    def ignored(node: ast.Expr, text: TextOf) -> Iterator[Change]:
        """Put where `super().__init__()` is called, which has a place in every network."""
        if text(node, None) == "super().__init__()":
            for name, default in defaults.items():
                value = text(default, None)
                yield Change(f"ignored {name}", node, f"(super().__init__(), {name} := {value})")

    made = [node for node in ast.walk(constructor or ast.Pass()) if isinstance(node, ast.Assign)]
    layers = {
        node.targets[0].attr: node.value
        for node in made
        if isinstance(node.targets[0], ast.Attribute) and is_layer(node.value)
    }

    def shared(node: ast.Assign, text: TextOf) -> Iterator[Change]:
        """The layer of one attribute for another of its kind."""
        target = node.targets[0]
        if not isinstance(target, ast.Attribute) or not isinstance(node.value, ast.Call):
            return
        for name, layer in layers.items():
            if name == target.attr:
                return
            if name_of_callee(layer) == name_of_callee(node.value):
                yield Change(f"shared {target.attr} {name}", node.value, f"self.{name}")

    return {
        ast.Assign: (shared,),
        ast.Call: (_call, _unregistered),
        ast.Expr: (ignored,),
        ast.GeneratorExp: (_repeated,),
        ast.List: (_layers,),
        ast.ListComp: (_repeated,),
        ast.Return: (_returned,),
        ast.keyword: (_axis,),
    }


def _defaults(constructor: ast.FunctionDef) -> dict[str, ast.expr]:
    """The parameters with a default, and their defaults."""
    arguments = constructor.args
    with_default = arguments.args[len(arguments.args) - len(arguments.defaults) :]
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {
        **{
            parameter.arg: value
            for parameter, value in zip(with_default, arguments.defaults, strict=True)
        },
        **{parameter.arg: value for parameter, value in named if value is not None},
    }
