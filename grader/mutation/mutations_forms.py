"""Formulas put together wrongly: brackets, the order of two operations, operands left out.

Like `mutations_wraps` for `diagnosis` only; too many, and too often equivalent, to measure checks with.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutation.mutations import Change, Rules, TextOf, is_number

ADDING, SCALING = (ast.Add, ast.Sub), (ast.Mult, ast.Div, ast.MatMult)
MEANS = ("mean", "sum")


def _binary(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    yield from _brackets(node, text)
    yield from _parts(node, text)
    if isinstance(node.op, (*ADDING, *SCALING)):
        left, right = text(node.left, None), text(node.right, None)
        symbol = _symbol(node.op)
        if isinstance(node.op, (ast.Sub, ast.Div)):
            yield Change("operands exchanged", node, f"({right}) {symbol} ({left})")
        if (inner := applied_to(node.left)) is not None:
            call = call_of(node.left, f"({text(inner, None)}) {symbol} ({right})", text)
            yield Change("inside a call", node, call)


def _brackets(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    """`a * b + c` for `a * (b + c)` and the other way round, and the same where the sum comes first."""
    for inner, outer, before in ((node.left, node.right, True), (node.right, node.left, False)):
        if not isinstance(inner, ast.BinOp):
            continue
        a, b = text(inner.left, None), text(inner.right, None)
        c = text(outer, None)
        first, second = _symbol(inner.op), _symbol(node.op)
        mixed = isinstance(inner.op, ADDING) and isinstance(node.op, SCALING)
        mixed |= isinstance(inner.op, SCALING) and isinstance(node.op, ADDING)
        quotient = isinstance(inner.op, (ast.Mult, ast.Div)) and isinstance(node.op, ast.Div)
        if not (mixed or quotient):
            continue
        if before:
            yield Change("brackets", node, f"({a}) {first} (({b}) {second} ({c}))")
        else:
            yield Change("brackets", node, f"(({c}) {second} ({a})) {first} ({b})")


def _parts(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    """Only one operand of three or more: both others are left out."""
    first, factors = node.left, (ast.Mult, ast.Div)
    is_product = isinstance(node.op, factors)
    if not isinstance(first, ast.BinOp) or not isinstance(first.op, factors):
        return
    if is_product or isinstance(node.op, ADDING):
        yield Change("operands dropped", node, text(first.left, None))
        if isinstance(first.op, ast.Mult):
            yield Change("operands dropped", node, text(first.right, None))


def _power(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    """What grows by itself: another base, or none."""
    if isinstance(node.op, ast.Pow) and not is_number(node.right):
        base, exponent = text(node.left, None), text(node.right, None)
        for other in (
            f"np.exp(({base}) * ({exponent}))",
            f"np.exp(-({base}) * ({exponent}))",
            f"({base}) * ({exponent})",
            f"({exponent}) ** ({base})",
        ):
            yield Change("power", node, other)


def _average(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    """`a * b + c` as an average: `a * b + (1 - a) * c`."""
    if not isinstance(node.op, ast.Add):
        return
    for product, added in ((node.left, node.right), (node.right, node.left)):
        if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult):
            kept, new = text(product, None), text(added, None)
            for share in (product.left, product.right):
                if isinstance(share, (ast.Name, ast.Attribute)):
                    yield Change("averaged", node, f"{kept} + (1 - {text(share, None)}) * ({new})")


def _symbol(operator: ast.operator) -> str:
    return {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}.get(
        type(operator), "+"
    )


def applied_to(node: ast.AST) -> ast.expr | None:
    """What a call is applied to: its first argument, or what its method belongs to."""
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute) and not _is_library(node.func.value):
        return node.func.value if node.func.attr in (*MEANS, "max", "min", "astype") else None
    is_of_library = isinstance(node.func, ast.Attribute) or (
        isinstance(node.func, ast.Name) and node.func.id in ("abs", "sum", "max", "min")
    )
    first = node.args[0] if node.args else None
    return first if is_of_library and not isinstance(first, ast.Starred) else None


def _is_library(node: ast.AST) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("np", "math")


def call_of(node: ast.expr, operand: str, text: TextOf) -> str:
    """The same operation with another operand: a call, or a power."""
    if isinstance(node, ast.BinOp):
        return f"({operand}) ** {text(node.right, None)}"
    assert isinstance(node, ast.Call)
    own = applied_to(node)
    if isinstance(node.func, ast.Attribute) and node.func.value is own:
        given = ", ".join(text(part, None) for part in [*node.args, *node.keywords])
        return f"({operand}).{node.func.attr}({given})"
    rest = [text(part, None) for part in [*node.args[1:], *node.keywords]]
    return f"{text(node.func, None)}({', '.join([operand, *rest])})"


def _operand(node: ast.AST) -> ast.expr | None:
    """What an operation of one operand is done to: a call's, or the base of a power."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and is_number(node.right):
        return node.left
    return applied_to(node)


def _nested(node: ast.Call | ast.BinOp, text: TextOf) -> Iterator[Change]:
    """Two operations in the other order: the root of a sum for a sum of roots."""
    inner = _operand(node)
    if inner is None:
        return
    core = _operand(inner)
    if core is not None:
        turned = call_of(node, text(core, None), text)
        yield Change("operations exchanged", node, call_of(inner, turned, text))
    if isinstance(inner, ast.BinOp) and isinstance(inner.op, (*ADDING, *SCALING)):
        symbol = _symbol(inner.op)
        left, right = text(inner.left, None), text(inner.right, None)
        moved = f"({call_of(node, left, text)}) {symbol} ({right})"
        yield Change("outside a call", node, moved)
        yield Change("outside a call", node, f"({left}) {symbol} ({call_of(node, right, text)})")


RULES: Rules = {
    ast.BinOp: (_binary, _nested, _power, _average),
    ast.Call: (_nested,),
}
