"""Expressions that a course's author writes in quiz.toml: keys, conditions, placeholders.

They look like Python's and are walked over a fixed set of constructs; there is no `eval`. They
are the instructor's, so `ref` may call the reference. What a learner types never comes here:
`algebra` and `reading` are for that.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any


class ExpressionError(ValueError):
    """An author's expression is wrong; the text says what and which."""


FUNCTIONS: dict[str, Any] = {
    **{
        function.__name__: function
        for function in (abs, all, any, enumerate, float, int, len, list, max, min, range)
    },
    **{function.__name__: function for function in (round, sorted, str, sum, tuple, zip)},
    "floor": math.floor,
    "ceil": math.ceil,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "prod": math.prod,
    "pi": math.pi,
    "inf": math.inf,
}
_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
_COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_PLACEHOLDER = re.compile(r"<<(.+?)>>", re.DOTALL)
_FORMAT = re.compile(r"[ ,._0-9A-Za-z%+\-<>=^]{0,12}")


def evaluate(text: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression. Raises `ExpressionError`."""
    tree = _parse(text)
    try:
        return plain(_value(tree, names))
    except ExpressionError as error:
        raise ExpressionError(f"{text.strip()!r}: {error}") from None
    except Exception as error:  # the reference may raise anything; it is the author's to see
        raise ExpressionError(f"{text.strip()!r}: {type(error).__name__}: {error}") from error


def fill(text: str, names: Mapping[str, Any]) -> str:
    """`text` with each <<expression>> or <<expression:format>> replaced by its value."""
    return _PLACEHOLDER.sub(lambda match: _filled(match[1], names), text)


def placeholders(text: str) -> list[str]:
    """What stands between << and >>."""
    return _PLACEHOLDER.findall(text)


def show(value: Any, form: str = "") -> str:
    """A value as a learner reads it."""
    if form == "x":
        if not isinstance(value, (tuple, list)):
            raise ExpressionError(f"the format :x is for tuples, not for {value!r}")
        return "×".join(map(str, value))
    if form:
        return format(value, form)
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def plain(value: Any) -> Any:
    """Arrays, tensors and their scalars as numbers and lists; sizes as tuples."""
    if isinstance(value, (bool, int, float, str, Fraction)) and type(value).__module__ in (
        "builtins",
        "fractions",
    ):
        return value
    if hasattr(value, "tolist") and not isinstance(value, type):
        return value.tolist() if getattr(value, "ndim", 0) == 0 else value
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, list):
        return list(map(plain, value))
    return value


def _filled(inside: str, names: Mapping[str, Any]) -> str:
    text, colon, form = inside.rpartition(":")
    if colon and _FORMAT.fullmatch(form):
        value = evaluate(text, names)
        try:
            return show(value, form.strip())
        except (ValueError, TypeError) as error:
            raise ExpressionError(f"<<{inside}>>: {error}") from None
    return show(evaluate(inside, names))


@lru_cache(maxsize=4096)
def _parse(text: str) -> ast.expr:
    try:
        return ast.parse(f"({text.strip()}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ExpressionError(f"{text.strip()!r} is no expression: {reason}") from None


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return _name(node.id, names)
        case ast.BinOp() if type(node.op) in _BINARY:
            return _BINARY[type(node.op)](_value(node.left, names), _value(node.right, names))
        case ast.UnaryOp() if type(node.op) in _UNARY:
            return _UNARY[type(node.op)](_value(node.operand, names))
        case ast.BoolOp():
            return _either(node, names)
        case ast.Compare():
            return _compare(node, names)
        case ast.IfExp():
            return _value(node.body if _value(node.test, names) else node.orelse, names)
        case ast.Tuple():
            return tuple(_items(node.elts, names))
        case ast.List():
            return _items(node.elts, names)
        case ast.Dict():
            keys = [_value(key, names) for key in node.keys if key is not None]
            return dict(zip(keys, _items(node.values, names), strict=True))
        case ast.Subscript():
            return _value(node.value, names)[_index(node.slice, names)]
        case ast.Attribute() if not node.attr.startswith("_"):
            return getattr(_value(node.value, names), node.attr)
        case ast.Call():
            arguments = _items(node.args, names)
            keywords = {
                keyword.arg: _value(keyword.value, names)
                for keyword in node.keywords
                if keyword.arg
            }
            return _value(node.func, names)(*arguments, **keywords)
        case ast.ListComp() | ast.GeneratorExp():
            return list(_each(node.elt, node.generators, names))
    raise ExpressionError(f"{type(node).__name__} is not part of the expressions of a quiz")


def _name(name: str, names: Mapping[str, Any]) -> Any:
    if name in names:
        return names[name]
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    known = ", ".join(sorted(name for name in names if name not in FUNCTIONS))
    raise ExpressionError(f"unknown name {name!r}; known here: {known}")


def _items(nodes: list[ast.expr], names: Mapping[str, Any]) -> list[Any]:
    items: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            items += _value(node.value, names)
        else:
            items.append(_value(node, names))
    return items


def _either(node: ast.BoolOp, names: Mapping[str, Any]) -> Any:
    stops = isinstance(node.op, ast.Or)
    value: Any = None
    for part in node.values:
        value = _value(part, names)
        if bool(value) == stops:
            return value
    return value


def _compare(node: ast.Compare, names: Mapping[str, Any]) -> bool:
    left = _value(node.left, names)
    for sign, part in zip(node.ops, node.comparators, strict=True):
        if type(sign) not in _COMPARE:
            raise ExpressionError(f"{type(sign).__name__} is not part of the expressions of a quiz")
        right = _value(part, names)
        if not _COMPARE[type(sign)](left, right):
            return False
        left = right
    return True


def _index(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper, node.step)
        return slice(*(None if end is None else _value(end, names) for end in ends))
    if isinstance(node, ast.Tuple):
        return tuple(_index(part, names) for part in node.elts)
    return _value(node, names)


def _each(
    element: ast.expr, loops: list[ast.comprehension], names: Mapping[str, Any]
) -> Iterator[Any]:
    if not loops:
        yield _value(element, names)
        return
    loop, *rest = loops
    for item in _value(loop.iter, names):
        inner = _Inner(names, _bound(loop.target, item))
        if all(_value(test, inner) for test in loop.ifs):
            yield from _each(element, rest, inner)


def _bound(target: ast.expr, item: Any) -> dict[str, Any]:
    if isinstance(target, ast.Name):
        return {target.id: item}
    if isinstance(target, ast.Tuple):
        parts = [_bound(part, value) for part, value in zip(target.elts, item, strict=True)]
        return {name: value for part in parts for name, value in part.items()}
    raise ExpressionError("a comprehension binds names")


class _Inner(Mapping[str, Any]):
    """The names inside a comprehension: its own before those around it."""

    def __init__(self, around: Mapping[str, Any], own: dict[str, Any]) -> None:
        self.around, self.own = around, own

    def __getitem__(self, name: str) -> Any:
        return self.own[name] if name in self.own else self.around[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self.around), **self.own})

    def __len__(self) -> int:
        return len({**dict.fromkeys(self.around), **self.own})
