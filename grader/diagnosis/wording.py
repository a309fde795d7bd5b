"""Names for changed code: what a mutant of the reference does differently, in words and never as its code.

Only names that the learner knows from the stub (parameters, attributes) may occur in them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set

from grader.diagnosis import wording_forms, wording_layers
from grader.diagnosis.phrases import Worded, known_in, parsed, said
from grader.mutation import Change, is_number, name_of_callee

DROPPED = {
    ast.Add: "term",
    ast.Sub: "term",
    ast.Mult: "factor",
    ast.Div: "divisor",
    ast.Pow: "exponent",
    ast.Mod: "remainder",
}
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
        operand = known_in(change.node, known)
        what = said(f"wrapped.{change.kind.removeprefix('wrapped ')}")
        return said("at", what=what, operand=operand) if operand and what else what
    if change.kind.startswith("around "):
        return said(change.kind.replace(" ", "."))
    if change.kind.startswith("ignored "):
        return said("ignored", name=change.kind.removeprefix("ignored "))
    if change.kind.startswith("shared "):
        return wording_layers.shared(change.kind.split()[1:], known)
    if change.kind.startswith("setting "):
        return wording_layers.setting(change, known)
    worded = WORDS.get(change.kind)
    return worded(change, known) if worded is not None else None


def _operator(change: Change, known: Set[str]) -> str | None:
    new, old = parsed(change), change.node
    pairs = _operators(old), _operators(new)
    differing = [(a, b) for a, b in zip(*pairs, strict=False) if a != b]
    if not differing:
        return said("overwritten") if isinstance(old, ast.AugAssign) else None
    wanted, given = (said(f"operator.{symbol}") for symbol in differing[0])
    if not wanted or not given:
        return None
    operand = known_in(old, known)
    key = "operator_of" if operand else "operator"
    return said(key, given=given, wanted=wanted, operand=operand)


def _operators(node: ast.AST | None) -> list[str]:
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return [SYMBOLS.get(type(node.op), "?")]
    return [SYMBOLS.get(type(op), "?") for op in node.ops] if isinstance(node, ast.Compare) else []


def _augmented(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if not isinstance(node, ast.AugAssign):
        return _operator(change, known)
    operand = known_in(node.target, known)
    if "= " in change.text and not any(f" {symbol}= " in change.text for symbol in "+-*/"):
        return said("overwritten_of" if operand else "overwritten", operand=operand)
    return said("subtracted")


def _dropped(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if isinstance(node, ast.BoolOp):
        return said("dropped_some", role=said("role.condition"))
    if not isinstance(node, ast.BinOp):
        return None
    role = said(f"role.{DROPPED.get(type(node.op), 'factor')}")
    kept = parsed(change)
    gone = node.right if kept is not None and ast.dump(kept) == ast.dump(node.left) else node.left
    operand = str(ast.literal_eval(gone)) if is_number(gone) else known_in(gone, known)
    if not operand:
        return said("dropped_some", role=role)
    return said("dropped", operand=operand, role=role)


def _constant(change: Change, known: Set[str]) -> str | None:
    if change.text in ("True", "False"):
        return None
    return said("number", given=change.text.strip("()"))


def _function(change: Change, known: Set[str]) -> str | None:
    node = change.node
    old = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    given = said(f"function.{change.text.rpartition('.')[2]}")
    wanted = said(f"function.{old}")
    return said("function", given=given, wanted=wanted) if given and wanted else None


def _left_out(change: Change, known: Set[str]) -> str | None:
    name = name_of_callee(change.node)
    return said(f"left_out.{name}") or said("left_out", call=name)


def _keyword(change: Change, known: Set[str]) -> str | None:
    new, old = parsed(change), change.node
    if not isinstance(old, ast.Call) or not isinstance(new, ast.Call):
        return None
    kept = {keyword.arg for keyword in new.keywords}
    gone = next((keyword.arg for keyword in old.keywords if keyword.arg not in kept), None)
    function = said(f"function.{name_of_callee(old)}")
    if gone == "axis" and function:
        return said("keyword.axis_of", function=function)
    return said(f"keyword.{gone}") or said("keyword", name=gone)


def _arguments(change: Change, known: Set[str]) -> str | None:
    name = name_of_callee(change.node)
    return said("call_arguments", call=name) if not name.startswith("_") else None


def _forced(change: Change, known: Set[str]) -> str | None:
    operand = known_in(change.node, known)
    if change.text not in ("True", "False"):
        operand = known_in(getattr(change.node, "test", None), known)
        node = change.node
        kept = parsed(change)
        taken = (
            isinstance(node, ast.IfExp)
            and kept is not None
            and ast.dump(kept) == ast.dump(node.body)
        )
        key = "always_true" if taken else "always_false"
    else:
        key = f"always_{change.text.lower()}"
    return said(f"{key}_of" if operand else key, operand=operand)


def _removed(change: Change, known: Set[str]) -> str | None:
    node = change.node
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        name = name_of_callee(node.value)
        return said("call_removed", call=name) if not name.startswith("_") else said("removed")
    target = getattr(node, "target", None) or next(iter(getattr(node, "targets", [])), None)
    operand = known_in(target if target is not None else node, known)
    return said("removed_of" if operand else "removed", operand=operand)


def _axis(change: Change, known: Set[str]) -> str | None:
    new = change.text.rpartition("axis=")[2].rstrip(")") if "axis=" in change.text else change.text
    if new.startswith("("):
        new += ")" * (new.count("(") - new.count(")"))
    return said("axis_none") if new == "None" else said("axis", given=new)


def _name(change: Change, known: Set[str]) -> str | None:
    given, wanted = known_in(parsed(change), known), known_in(change.node, known)
    if given == wanted:
        return said("name")
    if given and wanted:
        return said("name_for", given=given, wanted=wanted)
    return (
        said("name_given", given=given)
        if given
        else said("name_wanted", wanted=wanted)
        if wanted
        else said("name")
    )


WORDS: Mapping[str, Worded] = {
    **wording_forms.WORDS,
    **wording_layers.WORDS,
    "name": _name,
    "axis": _axis,
    "keepdims": lambda change, known: said("keepdims_added"),
    "ddof": lambda change, known: said("ddof_added"),
    "arithmetic": _augmented,
    "comparison": _operator,
    "boolean": _operator,
    "operand dropped": _dropped,
    "rounded up": lambda change, known: said("rounded_up"),
    "sign dropped": lambda change, known: said("minus_missing"),
    "constant": _constant,
    "default value": lambda change, known: None,
    "function": _function,
    "dtype": _function,
    "call left out": _left_out,
    "keyword dropped": _keyword,
    "arguments swapped": _arguments,
    "condition forced": _forced,
    "not inserted": lambda change, known: said("inverted_condition"),
    "slice": lambda change, known: said("slice"),
    "off by one": lambda change, known: said("one_off"),
    "slots swapped": lambda change, known: said("slots"),
    "statement removed": _removed,
    "jump": lambda change, known: said("loop"),
}
