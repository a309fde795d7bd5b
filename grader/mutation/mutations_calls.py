"""Small mistakes to make on purpose in calls and names: the rules of `mutations` for array code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from grader.mutation.mutations import Change, Rules, TextOf, is_number

PAIRS = (
    ("sum", "mean"),
    ("max", "min"),
    ("any", "all"),
    ("maximum", "minimum"),
    ("floor", "ceil"),
    ("std", "var"),
    ("argmax", "argmin"),
    ("sin", "cos"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("float64", "float32"),
)
CONFUSED = {**dict(PAIRS), **{second: first for first, second in PAIRS}}
CONFUSED_NAMES = {name: CONFUSED[name] for name in ("max", "min", "any", "all")}
LIBRARIES = frozenset(["np", "math", "torch", "F"])
# Swapping the arguments of these changes nothing, or fails at once.
SYMMETRIC = re.compile(
    "maximum|minimum|max|min|logaddexp|add|multiply|hypot|gcd|isinstance|getattr|hasattr"
).fullmatch
# What only converts or makes something is not worth leaving out: any real scalar is accepted.
CONVERSIONS = re.compile(
    "asarray|array|zeros|ones|full|empty|arange|eye|tensor|as_tensor|zeros_like|ones_like|"
    "empty_like|full_like|float64|float32|int64|stack|concatenate|cat|linspace|no_grad"
).fullmatch
OMITTED_METHODS = re.compile(
    "copy|astype|transpose|reshape|ravel|flatten|detach|clone|squeeze"
).fullmatch


def _callee(node: ast.Call) -> tuple[str, bool]:
    """The name of what is called, and whether it belongs to a library such as `np`."""
    if isinstance(node.func, ast.Attribute):
        owner: ast.expr = node.func
        while isinstance(owner, ast.Attribute):
            owner = owner.value
        return node.func.attr, isinstance(owner, ast.Name) and owner.id in LIBRARIES
    return (node.func.id if isinstance(node.func, ast.Name) else ""), False


def _with_arguments(node: ast.Call, arguments: Iterable[ast.AST], text: TextOf) -> str:
    return f"{text(node.func, None)}({', '.join(text(argument, None) for argument in arguments)})"


def _call(node: ast.Call, text: TextOf) -> Iterator[Change]:
    name, of_library = _callee(node)
    args, keywords = list(node.args), list(node.keywords)
    for keyword in keywords:
        if keyword.arg is not None:
            rest = [*args, *(other for other in keywords if other is not keyword)]
            yield Change("keyword dropped", node, _with_arguments(node, rest, text))
    if not SYMMETRIC(name):
        for index in range(len(args) - 1):
            pair = args[index : index + 2]
            if not any(isinstance(argument, ast.Starred) for argument in pair):
                swapped = [*args[:index], *pair[::-1], *args[index + 2 :], *keywords]
                yield Change("arguments swapped", node, _with_arguments(node, swapped, text))
    if args and (of_library or name in ("abs", "reversed", "sorted")) and not CONVERSIONS(name):
        yield Change("call left out", node, text(args[0], None))
    if isinstance(node.func, ast.Attribute) and not of_library and OMITTED_METHODS(name):
        yield Change("call left out", node, text(node.func.value, None))
    if name == "range" and isinstance(node.func, ast.Name):
        yield from _range(node, text)


def _range(node: ast.Call, text: TextOf) -> Iterator[Change]:
    start, stop = (None, node.args[0]) if len(node.args) == 1 else node.args[:2]
    rest = "".join(f", {text(argument, None)}" for argument in node.args[2:])
    first = "" if start is None else f"{text(start, None)}, "
    if not is_number(stop):
        for step in ("+ 1", "- 1"):
            yield Change("off by one", node, f"range({first}{text(stop, None)} {step}{rest})")
    if start is None:
        yield Change("off by one", node, f"range(1, {text(stop, None)})")


def _confused(node: ast.Attribute | ast.Name, text: TextOf) -> Iterator[Change]:
    if not isinstance(node.ctx, ast.Load):
        return
    if isinstance(node, ast.Name):
        if node.id in CONFUSED_NAMES:
            yield Change("function", node, CONFUSED_NAMES[node.id])
        return
    owner = text(node.value, None)
    if node.attr in CONFUSED:
        kind = "dtype" if "float" in node.attr else "function"
        new = CONFUSED[node.attr]
        yield Change(kind, node, f"{owner}.{new}", f"({owner}).{new}")
    if node.attr in ("inf", "pi"):
        yield Change("constant", node, f"-{owner}.{node.attr}")
    if node.attr == "T":
        yield Change("call left out", node, owner)


RULES: Rules = {
    ast.Call: (_call,),
    ast.Attribute: (_confused,),
    ast.Name: (_confused,),
}
