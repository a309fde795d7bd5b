"""Richer mistakes: something done to a value that should not be, an axis taken that nobody asked for.

Too many, and too often equivalent, to measure checks with; `diagnosis` looks among them for what a
learner's code behaves like. Each kind is "wrapped" and what was put around the value, or "axis".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutation.mutations import Change, Rules, TextOf

WRAPS = {
    "abs": "np.abs({})",
    "sqrt": "np.sqrt({})",
    "square": "({}) ** 2",
    "half": "({}) / 2",
    "twice": "({}) * 2",
    "negative": "-({})",
    "mean": "np.mean({})",
    "sum": "np.sum({})",
}
REDUCTIONS = frozenset(["sum", "mean", "max", "min", "var", "std", "argmax", "prod", "any", "all"])
AXES = ("None", "0", "1", "-1", "(0, 1)", "(2, 3)")
MOST_NAMES = 8  # of one function or class that are put in one another's place
ADDED = ("keepdims=True", "ddof=1")


def _wrapped(node: ast.expr, text: TextOf) -> Iterator[Change]:
    for name, around in WRAPS.items():
        yield Change(f"wrapped {name}", node, around.format(text(node, None)))


def _value(node: ast.Return | ast.Assign, text: TextOf) -> Iterator[Change]:
    value = node.value
    for part in value.elts if isinstance(value, ast.Tuple) else [value]:
        if isinstance(part, (ast.Name, ast.Subscript, ast.Attribute)):
            yield from _wrapped(part, text)


def _reduced(node: ast.Call, text: TextOf) -> Iterator[Change]:
    yield from _wrapped(node, text)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name not in REDUCTIONS:
        return
    axis = next((keyword for keyword in node.keywords if keyword.arg == "axis"), None)
    written = {keyword.arg for keyword in node.keywords}
    for other in AXES:
        if axis is not None and text(axis.value, None) != other:
            yield Change("axis", axis.value, other)
        elif axis is None and other != "None" and "axis" not in written and len(node.args) < 2:
            yield Change("axis", node, _with_keyword(node, f"axis={other}", text))
    for keyword in ADDED:
        word = keyword.partition("=")[0]
        if word not in written and (word != "ddof" or name in ("std", "var")):
            yield Change(word, node, _with_keyword(node, keyword, text))


def _with_keyword(node: ast.Call, keyword: str, text: TextOf) -> str:
    given = [text(argument, None) for argument in [*node.args, *node.keywords]]
    return f"{text(node.func, None)}({', '.join([*given, keyword])})"


def rules_for(top: ast.stmt) -> Rules:
    """The rules for one function or class: those of calls and values, and its own names exchanged."""
    names = list(dict.fromkeys(_names(top)))[:MOST_NAMES]

    def exchanged(node: ast.Name | ast.Attribute, text: TextOf) -> Iterator[Change]:
        old = text(node, None)
        if isinstance(node.ctx, ast.Load) and old in names:
            for name in names:
                if name != old:
                    yield Change("name", node, name)

    def filled_in(node: ast.Constant, text: TextOf) -> Iterator[Change]:
        """A value in the place of a number that is written out, such as a start or a slope."""
        if isinstance(node.value, float):
            for name in names:
                yield Change("name", node, name)

    remembered = _remembered(top)

    def forgotten(node: ast.Return, text: TextOf) -> Iterator[Change]:
        """A new object of what the result holds, without what it was made from."""
        if remembered and node.value is not None and isinstance(top, ast.ClassDef):
            new = f"{top.name}(({text(node.value, None)}).{remembered})"
            yield Change("forgotten", node.value, new)

    return {
        ast.Constant: (filled_in,),
        ast.BinOp: (_wrapped,),
        ast.Call: (_reduced,),
        ast.Return: (_value, forgotten),
        ast.Assign: (_value,),
        ast.Name: (exchanged,),
        ast.Attribute: (exchanged,),
    }


def _remembered(top: ast.stmt) -> str:
    """The one parameter that objects of a class need and keep under its name; empty where there is none."""
    members = [member for member in getattr(top, "body", []) if isinstance(member, ast.FunctionDef)]
    made = next((member for member in members if member.name == "__init__"), None)
    if made is None or len(made.args.args) - len(made.args.defaults) != 2:
        return ""
    name = made.args.args[1].arg
    kept = {node.attr for node in ast.walk(made) if isinstance(node, ast.Attribute)}
    return name if name in kept else ""


def _names(top: ast.stmt) -> Iterator[str]:
    """The parameters of a function, its local names, and the attributes that it sets."""
    for node in ast.walk(top):
        if isinstance(node, ast.arg) and node.arg != "self":
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
        ):
            yield f"{node.value.id}.{node.attr}"
