"""Another function, count, part or start than the one that belongs there.

Like `mutations_wraps` for `diagnosis` only; too many, and too often equivalent, to measure checks with.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from grader.mutation.mutations import Change, Rules, TextOf
from grader.mutation.mutations_forms import MEANS, applied_to, call_of

OTHERS = {
    "max": ("mean", "sum"),
    "mean": ("max", "median"),
    "sum": ("prod", "max"),
    "exp": ("log", "exp2"),
    "log": ("log2", "log10", "log1p"),
    "tanh": ("sin", "arctan"),
    "eigvalsh": ("diag",),
    "argmax": ("argmin",),
    "floor": ("rint",),
    "ceil": ("rint",),
    "sqrt": ("square",),
    "matmul": ("multiply",),
    "array": ("asarray",),
}
"""A function -> what else is taken for it, beyond the pairs of `mutations_calls`."""
SIGNS = {
    ast.Lt: (">", "!="),
    ast.LtE: (">=", "=="),
    ast.Gt: ("<", "!="),
    ast.GtE: ("<=", "=="),
    ast.Eq: ("<=", ">="),
}
"""A comparison -> what is taken for it, beyond those of `mutations`."""


def _averaged(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """Divided by something else that can be counted."""
    operand = applied_to(node)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if operand is None or name not in MEANS:
        return
    added = call_of(node, text(operand, None), text)
    if name == "mean":
        added = (
            added.replace("mean(", "sum(", 1)
            if added.startswith("np.mean")
            else ".sum(".join(added.rsplit(".mean(", 1))
        )
    rows = f"len({text(operand, None)})"
    for count in (rows, f"({rows} - 1)", f"({text(operand, None)}).shape[-1]"):
        yield Change("another divisor", node, f"{added} / {count}")
    if name == "sum":
        yield Change("another divisor", node, f"{added} / np.size({text(operand, None)})")


def _over_all(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """Over all axes but the first where one is named."""
    operand = applied_to(node)
    for keyword in node.keywords:
        if operand is not None and keyword.arg == "axis":
            axes = f"tuple(range(1, np.ndim({text(operand, None)})))"
            yield Change("later axes", keyword.value, axes)


def _counted(node: ast.Call | ast.Attribute | ast.Subscript, text: TextOf) -> Iterator[Change]:
    """Another count of the same array."""
    array = _counted_array(node)
    if array is None:
        return
    name = text(array, None)
    old = ast.unparse(node)
    for count in (f"len({name})", f"{name}.size", f"{name}.shape[-1]", f"{name}.shape[1]", "1"):
        if count != old:
            yield Change("another count", node, count)


def _counted_array(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        return node.args[0] if node.args else None
    if isinstance(node, ast.Attribute) and node.attr == "size":
        return node.value
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "shape"
        and isinstance(node.slice, ast.Constant | ast.UnaryOp)
    ):
        return node.value.value
    return None


def _other_function(node: ast.Attribute, text: TextOf) -> Iterator[Change]:
    for other in OTHERS.get(node.attr, ()):
        owner = text(node.value, None)
        yield Change("function", node, f"{owner}.{other}", f"({owner}).{other}")


def _other_sign(node: ast.Compare, text: TextOf) -> Iterator[Change]:
    if len(node.ops) == 1:
        left, right = text(node.left, None), text(node.comparators[0], None)
        for symbol in SIGNS.get(type(node.ops[0]), ()):
            yield Change("comparison", node, f"({left}) {symbol} ({right})")


def _limits(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """Random numbers of another distribution, and of one sign only."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    owner = text(node.func.value, None) if isinstance(node.func, ast.Attribute) else ""
    given = [text(part, None) for part in [*node.args, *node.keywords]]
    if name == "uniform" and len(node.args) >= 2:
        high, rest = given[1], given[2:]
        yield Change("only positive", node, f"{owner}.uniform({', '.join(['0', high, *rest])})")
        yield Change("distribution", node, f"{owner}.normal({', '.join(['0', high, *rest])})")
        third = ["0", f"({high}) / np.sqrt(3)", *rest]
        yield Change("distribution", node, f"{owner}.normal({', '.join(third)})")
    elif name == "normal" and len(node.args) >= 2:
        mean, std, *rest = given
        yield Change("distribution", node, f"{owner}.uniform({', '.join([f'-{std}', std, *rest])})")
        wide = [f"-{std} * np.sqrt(3)", f"{std} * np.sqrt(3)", *rest]
        yield Change("distribution", node, f"{owner}.uniform({', '.join(wide)})")
        yield Change(
            "cut off",
            node,
            f"np.clip({text(node, None)}, {mean} - 2 * {std}, {mean} + 2 * {std})",
        )
    elif name == "random" and len(node.args) == 1:
        yield Change("distribution", node, f"{owner}.normal(size={given[0]})")
        yield Change(
            "distribution",
            node,
            f"{owner}.permutation(np.linspace(0, 1, np.prod({given[0]}), False)).reshape({given[0]})",
        )


def _started(node: ast.Call, text: TextOf) -> Iterator[Change]:
    """What is counted up from a value where it should start at zeros."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name in ("zeros_like", "ones_like") and node.args:
        yield Change("start value", node, text(node.args[0], None))
        yield Change("start value", node, f"0.0 * {text(node.args[0], None)}[..., :1]")


def _neighbours(node: ast.Subscript, text: TextOf) -> Iterator[Change]:
    """A part that starts at the first element, or ends so far from the last as it should start from the first."""
    if not isinstance(node.ctx, ast.Load):
        return
    entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    for change in (_from_the_start, _to_the_end, _mirrored):
        new = [change(entry, text) for entry in entries]
        if any(new):
            written = [n or text(entry, None) for n, entry in zip(new, entries, strict=True)]
            yield Change("slices", node, f"{text(node.value, None)}[{', '.join(written)}]")


def _from_the_start(entry: ast.expr, text: TextOf) -> str:
    """`a : a + n` begun at 0: `:n`."""
    if not isinstance(entry, ast.Slice) or entry.lower is None or entry.step is not None:
        return ""
    lower, upper = text(entry.lower, None), entry.upper
    if isinstance(upper, ast.BinOp) and isinstance(upper.op, ast.Add):
        for start, length in itertools.permutations((upper.left, upper.right)):
            if text(start, None) == lower:
                return f":{text(length, None)}"
    return ""


def _to_the_end(entry: ast.expr, text: TextOf) -> str:
    """`a : b` without its end: `a:`."""
    if isinstance(entry, ast.Slice) and entry.lower is not None and entry.upper is not None:
        return f"{text(entry.lower, None)}:"
    return ""


def _mirrored(entry: ast.expr, text: TextOf) -> str:
    """`a : a + n` ended as far from the end: `a:-a`, which is empty for 0."""
    return (
        f"{text(entry.lower, None)}:-({text(entry.lower, None)})"
        if _from_the_start(entry, text) and isinstance(entry, ast.Slice) and entry.lower is not None
        else ""
    )


RULES: Rules = {
    ast.Call: (_averaged, _over_all, _counted, _limits, _started),
    ast.Attribute: (_other_function, _counted),
    ast.Subscript: (_counted, _neighbours),
    ast.Compare: (_other_sign,),
}
