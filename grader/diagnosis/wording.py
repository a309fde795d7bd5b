"""Names for changed code: what a mutant of the reference does differently, in words and never as its code.

Only names that the learner knows from the stub (parameters, attributes) may occur in them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Set
from itertools import zip_longest

from grader.messages import message
from grader.mutation import Change, is_number, name_of_callee

DROPPED = {
    ast.Add: "term",
    ast.Sub: "term",
    ast.Mult: "factor",
    ast.Div: "divisor",
    ast.Pow: "exponent",
    ast.Mod: "remainder",
}
NO_NAMES = frozenset(
    [
        "a",
        "abs",
        "all",
        "any",
        "array",
        "as",
        "axis",
        "copy",
        "dtype",
        "e",
        "exp",
        "for",
        "in",
        "is",
        "len",
        "log",
        "max",
        "mean",
        "min",
        "not",
        "np",
        "of",
        "or",
        "shape",
        "size",
        "sqrt",
        "std",
        "sum",
        "the",
        "to",
        "var",
        "zeros",
        "ones",
        "self",
    ]
)
"""Words of a docstring that are functions, or English, and tell nothing about the place in a formula."""
SYMBOLS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.And: "and",
    ast.Or: "or",
}


def name_of(change: Change, known: Set[str]) -> str | None:
    """What a learner who makes this change does, as a title; None where no rule has words for it."""
    if change.kind.startswith("wrapped "):
        operand = _known(change.node, known)
        what = _said(f"wrapped.{change.kind.removeprefix('wrapped ')}")
        return _said("at", what=what, operand=operand) if operand and what else what
    if change.kind.startswith("around "):
        return _said(change.kind.replace(" ", "."))
    if change.kind.startswith("ignored "):
        return _said("ignored", name=change.kind.removeprefix("ignored "))
    if change.kind.startswith("shared "):
        return _shared(change.kind.split()[1:], known)
    if change.kind.startswith("setting "):
        return _setting(change, known)
    worded = WORDS.get(change.kind)
    return worded(change, known) if worded is not None else None


def _said(key: str, **more: object) -> str | None:
    try:
        return message(f"mistake.{key}", **more)
    except KeyError:
        return None


def _known(node: ast.AST | None, known: Set[str]) -> str:
    """The names in a node that a learner knows, at most two, as words."""
    if node is None:
        return ""
    names: dict[str, None] = {}
    for part in _without_settings(node):
        name = str(getattr(part, "id", "") or getattr(part, "attr", ""))
        if isinstance(part, (ast.Name, ast.Attribute)) and name in known - NO_NAMES:
            names[name] = None
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in known:
            names[f"“{part.value}”"] = None
    return " and ".join(list(names)[:2])


def _without_settings(node: ast.AST) -> Iterator[ast.AST]:
    """Like `ast.walk`, without the axis and the dtype that a function is told."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in ("axis", "axes", "dtype")):
            yield from _without_settings(child)


def _parsed(change: Change) -> ast.expr | None:
    try:
        return ast.parse(f"({change.safe or change.text})", mode="eval").body
    except SyntaxError:
        return None


def _operator(change: Change, known: Set[str]) -> str | None:
    new, old = _parsed(change), change.node
    pairs = _operators(old), _operators(new)
    differing = [(a, b) for a, b in zip(*pairs, strict=False) if a != b]
    if not differing:
        return _said("overwritten") if isinstance(old, ast.AugAssign) else None
    wanted, given = (_said(f"operator.{symbol}") for symbol in differing[0])
    if not wanted or not given:
        return None
    operand = _known(old, known)
    key = "operator_of" if operand else "operator"
    return _said(key, given=given, wanted=wanted, operand=operand)


def _operators(node: ast.AST | None) -> list[str]:
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return [SYMBOLS.get(type(node.op), "?")]
    return [SYMBOLS.get(type(op), "?") for op in node.ops] if isinstance(node, ast.Compare) else []


def _augmented(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if not isinstance(node, ast.AugAssign):
        return _operator(change, known)
    operand = _known(node.target, known)
    if "= " in change.text and not any(f" {symbol}= " in change.text for symbol in "+-*/"):
        return _said("overwritten_of" if operand else "overwritten", operand=operand)
    return _said("subtracted")


def _dropped(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if isinstance(node, ast.BoolOp):
        return _said("dropped_some", role=_said("role.condition"))
    if not isinstance(node, ast.BinOp):
        return None
    role = _said(f"role.{DROPPED.get(type(node.op), 'factor')}")
    kept = _parsed(change)
    gone = node.right if kept is not None and ast.dump(kept) == ast.dump(node.left) else node.left
    operand = str(ast.literal_eval(gone)) if is_number(gone) else _known(gone, known)
    if not operand:
        return _said("dropped_some", role=role)
    return _said("dropped", operand=operand, role=role)


def _constant(change: Change, known: Set[str]) -> str | None:
    if change.text in ("True", "False"):
        return None
    return _said("number", given=change.text.strip("()"))


def _function(change: Change, known: Set[str]) -> str | None:
    node = change.node
    old = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    given = _said(f"function.{change.text.rpartition('.')[2]}")
    wanted = _said(f"function.{old}")
    return _said("function", given=given, wanted=wanted) if given and wanted else None


def _left_out(change: Change, known: Set[str]) -> str | None:
    name = name_of_callee(change.node)
    return _said(f"left_out.{name}") or _said("left_out", call=name)


def _keyword(change: Change, known: Set[str]) -> str | None:
    new, old = _parsed(change), change.node
    if not isinstance(old, ast.Call) or not isinstance(new, ast.Call):
        return None
    kept = {keyword.arg for keyword in new.keywords}
    gone = next((keyword.arg for keyword in old.keywords if keyword.arg not in kept), None)
    function = _said(f"function.{name_of_callee(old)}")
    if gone == "axis" and function:
        return _said("keyword.axis_of", function=function)
    return _said(f"keyword.{gone}") or _said("keyword", name=gone)


def _arguments(change: Change, known: Set[str]) -> str | None:
    name = name_of_callee(change.node)
    return _said("call_arguments", call=name) if not name.startswith("_") else None


def _forced(change: Change, known: Set[str]) -> str | None:
    operand = _known(change.node, known)
    if change.text not in ("True", "False"):
        operand = _known(getattr(change.node, "test", None), known)
        node = change.node
        kept = _parsed(change)
        taken = (
            isinstance(node, ast.IfExp)
            and kept is not None
            and ast.dump(kept) == ast.dump(node.body)
        )
        key = "always_true" if taken else "always_false"
    else:
        key = f"always_{change.text.lower()}"
    return _said(f"{key}_of" if operand else key, operand=operand)


def _removed(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        name = name_of_callee(node.value)
        return _said("call_removed", call=name) if not name.startswith("_") else _said("removed")
    target = getattr(node, "target", None) or next(iter(getattr(node, "targets", [])), None)
    operand = _known(target if target is not None else node, known)
    return _said("removed_of" if operand else "removed", operand=operand)


def _layers(change: Change, known: Set[str]) -> str | None:
    """Which layer of a sequence is missing, or which two stand in the wrong order."""
    old, new = _entries(change.node), _entries(_parsed(change))
    place = next(
        (n for n, (a, b) in enumerate(zip_longest(old, new)) if _dumped(a) != _dumped(b)), None
    )
    if place is None or place >= len(old):
        return None
    one = _layer(old[place])
    if len(new) < len(old):
        return _said("layer_missing", layer=one) if one else None
    two = _layer(old[place + 1])
    return _said("layers_exchanged", one=one, two=two) if one and two else None


def _entries(node: ast.AST | None) -> list[ast.expr]:
    return list(getattr(node, "args", None) or getattr(node, "elts", []))


def _dumped(node: ast.AST | None) -> str:
    return ast.dump(node) if node is not None else ""


def _layer(node: ast.AST | None) -> str:
    """What makes a layer, by PyTorch's name; empty for a class of the reference's own."""
    name = name_of_callee(node) if isinstance(node, ast.Call) else ""
    return "" if name.startswith("_") else name


def _other_layer(change: Change, known: Set[str]) -> str | None:
    given, wanted = _layer(_parsed(change)), _layer(change.node)
    return _said("function", given=given, wanted=wanted) if given and wanted else None


def _not_applied(change: Change, known: Set[str]) -> str | None:
    layer = change.node.func.attr if isinstance(change.node, ast.Call) else ""  # type: ignore[attr-defined]  # a call of an attribute of self: the rule makes no other
    return _said("not_applied", layer=layer) if layer in known else _said("not_applied_some")


def _setting(change: Change, known: Set[str]) -> str | None:
    """A named setting of a layer that has another value."""
    new, name = _parsed(change), change.kind.removeprefix("setting ")
    if not isinstance(new, ast.Call):
        return None
    value = next((keyword.value for keyword in new.keywords if keyword.arg == name), None)
    layer = _layer(new)
    if value is None or not layer:
        return None
    return _said("setting", name=name, given=ast.unparse(value), layer=layer)


def _shared(names: list[str], known: Set[str]) -> str | None:
    if all(name in known for name in names) and len(names) > 1:
        return _said("shared", one=names[1], two=names[0])
    return _said("shared_some")


def _axis(change: Change, known: Set[str]) -> str | None:
    new = change.text.rpartition("axis=")[2].rstrip(")") if "axis=" in change.text else change.text
    if new.startswith("("):
        new += ")" * (new.count("(") - new.count(")"))
    return _said("axis_none") if new == "None" else _said("axis", given=new)


def _name(change: Change, known: Set[str]) -> str | None:
    given, wanted = _known(_parsed(change), known), _known(change.node, known)
    if given == wanted:
        return _said("name")
    if given and wanted:
        return _said("name_for", given=given, wanted=wanted)
    return (
        _said("name_given", given=given)
        if given
        else _said("name_wanted", wanted=wanted)
        if wanted
        else _said("name")
    )


def _about(key: str) -> Callable[[Change, Set[str]], str | None]:
    """Words of which one form says what the change is about, if the learner knows a name in it."""

    def worded(change: Change, known: Set[str]) -> str | None:
        node = change.node
        targets = getattr(node, "targets", None) or [getattr(node, "target", node)]
        operand = _known(targets[0], known) or _known(node, known)
        return _said(f"{key}_of" if operand else key, operand=operand)

    return worded


def _operations(change: Change, known: Set[str]) -> str | None:
    """Which of two operations is done too early."""
    outer = _operation(change.node)
    inner = _operation(_parsed(change))
    if outer and inner and outer != inner:
        return _said("operations_exchanged", late=inner, early=outer)
    return _said("operations_exchanged_some")


def _operation(node: ast.AST | None) -> str | None:
    """The outermost operation of a formula, in words."""
    name = "square" if isinstance(node, ast.BinOp) else name_of_callee(node) if node else ""
    return _said(f"function.{name}")


def _divided(change: Change, known: Set[str]) -> str | None:
    return _said("ddof_added" if "- 1)" in change.text else "divided_by_count")


def _count(change: Change, known: Set[str]) -> str | None:
    """Which count stands where another belongs."""
    if change.text == "1":
        return _said("count_missing")
    kind = next((kind for kind in ("size", "shape[-1]", "shape[1]") if kind in change.text), "len")
    return _said("count", given=_said(f"count.{kind}"))


WORDS: dict[str, Callable[[Change, Set[str]], str | None]] = {
    "layer": _other_layer,
    "layer left out": _layers,
    "layer not applied": _not_applied,
    "layers exchanged": _layers,
    "name": _name,
    "axis": _axis,
    "keepdims": lambda change, known: _said("keepdims_added"),
    "ddof": lambda change, known: _said("ddof_added"),
    "arithmetic": _augmented,
    "comparison": _operator,
    "boolean": _operator,
    "operand dropped": _dropped,
    "rounded up": lambda change, known: _said("rounded_up"),
    "sign dropped": lambda change, known: _said("minus_missing"),
    "constant": _constant,
    "default value": lambda change, known: None,
    "function": _function,
    "dtype": _function,
    "call left out": _left_out,
    "keyword dropped": _keyword,
    "arguments swapped": _arguments,
    "condition forced": _forced,
    "not inserted": lambda change, known: _said("inverted_condition"),
    "plain list": lambda change, known: _said("plain_list"),
    "slice": lambda change, known: _said("slice"),
    "off by one": lambda change, known: _said("one_off"),
    "slots swapped": lambda change, known: _said("slots"),
    "statement removed": _removed,
    "jump": lambda change, known: _said("loop"),
    "brackets": _about("brackets"),
    "inside a call": _about("inside"),
    "outside a call": _about("outside"),
    "operands exchanged": _about("operands_exchanged"),
    "operands dropped": _about("operands_dropped"),
    "operations exchanged": _operations,
    "divided by a count": _divided,
    "all but the first axis": lambda change, known: _said("all_but_first"),
    "another count": _count,
    "only positive": lambda change, known: _said("only_positive"),
    "distribution": lambda change, known: _said("distribution"),
    "cut off": lambda change, known: _said("cut_off"),
    "starts with a value": _about("starts_with"),
    "slices": lambda change, known: _said("slice"),
    "power": _about("power"),
    "averaged": _about("averaged"),
    "one memory": _about("one_memory"),
    "steps exchanged": _about("steps_exchanged"),
    "step too late": _about("step_late"),
    "step too early": _about("step_early"),
    "step twice": _about("step_twice"),
    "step left out": _about("removed"),
    "anew in each pass": _about("anew"),
    "once after the loop": _about("after_loop"),
    "once before the loop": _about("before_loop"),
    "first pass only": lambda change, known: _said("first_pass"),
}
