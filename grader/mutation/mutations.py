"""Small mistakes to make on purpose: for a node of a syntax tree, the texts that could stand in its place.

cosmic-ray's and mutmut's operators were considered. They know operators,
numbers and loops; what goes wrong in array code (an axis, a dtype, a keyword
forgotten, a sum for a mean, a slice one too long, two results swapped) they do
not, and they change annotations such as `int | None` too. So these are ours.

Each rule yields `Change`s and judges nothing; `mutants` applies them. Those of
calls and names are in `mutations_calls`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple


class Change(NamedTuple):
    """`text` is to stand in the place of `node`; `safe` means the same with more parentheses."""

    kind: str
    node: ast.expr | ast.stmt
    text: str
    safe: str = ""


TextOf = Callable[[ast.AST, ast.AST | None], str]
"""The source text of a node; with a second node, what stands between the two."""

Rules = Mapping[type[ast.AST], tuple[Callable[..., Iterator[Change]], ...]]

ARITHMETIC: dict[type[ast.operator], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/", "+")),
    ast.Div: ("/", ("*",)),
    ast.FloorDiv: ("//", ("/", "*")),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", ("*",)),
    ast.MatMult: ("@", ("*",)),
    ast.BitAnd: ("&", ("|",)),
    ast.BitOr: ("|", ("&",)),
    ast.LShift: ("<<", (">>",)),
    ast.RShift: (">>", ("<<",)),
}
KEEPS_LEFT = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Mod)
KEEPS_RIGHT = (ast.Add, ast.Mult)
COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}


def _joined(nodes: list[ast.expr], symbols: list[str], new: list[str], text: TextOf) -> list[str]:
    """Operands with new operators between them: as they are written, and in parentheses."""
    plain, safe = text(nodes[0], None), f"({text(nodes[0], None)})"
    for (left, right), old, symbol in zip(pairwise(nodes), symbols, new, strict=True):
        plain += text(left, right).replace(old, symbol, 1) + text(right, None)
        safe += f" {symbol} ({text(right, None)})"
    return [plain, safe]


def _arithmetic(node: ast.BinOp, text: TextOf) -> Iterator[Change]:
    symbol, others = ARITHMETIC[type(node.op)]
    for other in others:
        yield Change("arithmetic", node, *_joined([node.left, node.right], [symbol], [other], text))
    left, right = text(node.left, None), text(node.right, None)
    if isinstance(node.op, ast.FloorDiv):
        yield Change("rounded up", node, f"-(-{left} // {right})", f"-(-({left}) // ({right}))")
    if isinstance(node.op, KEEPS_LEFT):
        yield Change("operand dropped", node, left)
    if isinstance(node.op, KEEPS_RIGHT):
        yield Change("operand dropped", node, right)


def _comparison(node: ast.Compare, text: TextOf) -> Iterator[Change]:
    operands = [node.left, *node.comparators]
    symbols = [COMPARISONS[type(op)][0] for op in node.ops]
    for index, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)][1]:
            new = [*symbols[:index], other, *symbols[index + 1 :]]
            yield Change("comparison", node, *_joined(operands, symbols, new, text))


def _boolean(node: ast.BoolOp, text: TextOf) -> Iterator[Change]:
    symbol, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    count = len(node.values) - 1
    yield Change("boolean", node, *_joined(node.values, [symbol] * count, [other] * count, text))
    for dropped in node.values:
        rest = [f"({text(value, None)})" for value in node.values if value is not dropped]
        yield Change("operand dropped", node, f" {symbol} ".join(rest))


def _sign(node: ast.UnaryOp, text: TextOf) -> Iterator[Change]:
    if not is_number(node):
        kind = "boolean" if isinstance(node.op, ast.Not) else "sign dropped"
        yield Change(kind, node, text(node.operand, None))


def is_number(node: ast.AST) -> bool:
    """Whether a node is a number, or a number with a minus before it."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _constant(node: ast.Constant | ast.UnaryOp, text: TextOf) -> Iterator[Change]:
    if is_number(node):
        value = ast.literal_eval(node)
        if isinstance(value, int):
            # Most whole numbers are axes and indices, where -2 is often but another name for 2.
            others: list[float] = [value + 1, value - 1, 0, *([-value] if abs(value) == 1 else [])]
        else:
            others = [0.0 if value else 1.0, -value, 2 * value]
        for other in dict.fromkeys(others):
            if other != value:
                yield Change("constant", node, repr(other))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield Change("constant", node, repr(not node.value))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Change("constant", node, repr(node.value + "_"))


def _condition(
    node: ast.If | ast.While | ast.IfExp | ast.comprehension, text: TextOf
) -> Iterator[Change]:
    tests = node.ifs if isinstance(node, ast.comprehension) else [node.test]
    for test in tests:
        if not isinstance(test, (ast.Compare, ast.UnaryOp)):
            yield Change(
                "not inserted", test, f"not {text(test, None)}", f"not ({text(test, None)})"
            )
        if not isinstance(node, (ast.While, ast.IfExp)):
            yield Change("condition forced", test, "True")
        if not isinstance(node, ast.IfExp):
            yield Change("condition forced", test, "False")
    if isinstance(node, ast.IfExp):
        yield Change("condition forced", node, text(node.body, None))
        yield Change("condition forced", node, text(node.orelse, None))


def _slice(node: ast.Slice, text: TextOf) -> Iterator[Change]:
    parts = [text(part, None) if part else "" for part in (node.lower, node.upper, node.step)]

    def with_part(index: int, new: str) -> str:
        lower, upper, step = (new if n == index else part for n, part in enumerate(parts))
        return f"{lower}:{upper}" + (f":{step}" if step else "")

    for index, part in enumerate((node.lower, node.upper, node.step)):
        if part is not None:
            yield Change("slice", node, with_part(index, ""))
        if part is not None and index < 2 and not is_number(part):
            yield Change("off by one", node, with_part(index, f"{parts[index]} + 1"))
            yield Change("off by one", node, with_part(index, f"{parts[index]} - 1"))


def _slots(node: ast.Return | ast.Assign, text: TextOf) -> Iterator[Change]:
    """Two results, or the two names that take them, change places."""
    pair = node.value if isinstance(node, ast.Return) else node.targets[0]
    if not isinstance(pair, ast.Tuple):
        return
    if isinstance(node, ast.Assign) and not all(isinstance(part, ast.Name) for part in pair.elts):
        return
    texts = [text(part, None) for part in pair.elts]
    for index in range(len(texts) - 1):
        new = [*texts[:index], texts[index + 1], texts[index], *texts[index + 2 :]]
        yield Change("slots swapped", pair, ", ".join(new))


def _augmented(node: ast.AugAssign, text: TextOf) -> Iterator[Change]:
    target, value = text(node.target, None), text(node.value, None)
    for other in ARITHMETIC[type(node.op)][1][:1]:
        yield Change("arithmetic", node, f"{target} {other}= {value}")
    yield Change("arithmetic", node, f"{target} = {value}")
    yield Change("statement removed", node, "pass")


def _removed(node: ast.stmt, text: TextOf) -> Iterator[Change]:
    yield Change("statement removed", node, "pass")


def _assigned(node: ast.Assign, text: TextOf) -> Iterator[Change]:
    """Without its assignment a local name is an error at once; an element or attribute is not."""
    if isinstance(node.targets[0], (ast.Subscript, ast.Attribute)):
        yield Change("statement removed", node, "pass")


def _jump(node: ast.Break | ast.Continue, text: TextOf) -> Iterator[Change]:
    yield Change("jump", node, "continue" if isinstance(node, ast.Break) else "break")


RULES: Rules = {
    ast.BinOp: (_arithmetic,),
    ast.Compare: (_comparison,),
    ast.BoolOp: (_boolean,),
    ast.UnaryOp: (_sign, _constant),
    ast.Constant: (_constant,),
    ast.If: (_condition,),
    ast.While: (_condition,),
    ast.IfExp: (_condition,),
    ast.comprehension: (_condition,),
    ast.Slice: (_slice,),
    ast.Return: (_slots,),
    ast.Assign: (_slots, _assigned),
    ast.AugAssign: (_augmented,),
    ast.For: (_removed,),
    ast.Expr: (_removed,),
    ast.Raise: (_removed,),
    ast.Delete: (_removed,),
    ast.Break: (_jump,),
    ast.Continue: (_jump,),
}
