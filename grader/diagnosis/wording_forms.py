"""Names for formulas and steps put together wrongly: the words of `wording` for what only a diagnosis looks for."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set

from grader.diagnosis.phrases import Worded, known_in, parsed, said
from grader.mutation import Change, name_of_callee


def _about(key: str) -> Worded:
    """Words of which one form says what the change is about, if the learner knows a name in it."""

    def worded(change: Change, known: Set[str]) -> str | None:
        node = change.node
        targets = getattr(node, "targets", None) or [getattr(node, "target", node)]
        operand = known_in(targets[0], known) or known_in(node, known)
        return said(f"{key}_of" if operand else key, operand=operand)

    return worded


def _operations(change: Change, known: Set[str]) -> str | None:
    """Which of two operations is done too early."""
    outer = _operation(change.node)
    inner = _operation(parsed(change))
    if outer and inner and outer != inner:
        return said("operations_exchanged", late=inner, early=outer)
    return said("operations_exchanged_some")


def _operation(node: ast.AST | None) -> str | None:
    """The outermost operation of a formula, in words."""
    name = "square" if isinstance(node, ast.BinOp) else name_of_callee(node) if node else ""
    return said(f"function.{name}")


def _divided(change: Change, known: Set[str]) -> str | None:
    return said("ddof_added" if "- 1)" in change.text else "divided_by_count")


def _count(change: Change, known: Set[str]) -> str | None:
    """Which count stands where another belongs."""
    if change.text == "1":
        return said("count_missing")
    kind = next((kind for kind in ("size", "shape[-1]", "shape[1]") if kind in change.text), "len")
    return said("count", given=said(f"count.{kind}"))


WORDS: Mapping[str, Worded] = {
    "brackets": _about("brackets"),
    "inside a call": _about("inside"),
    "outside a call": _about("outside"),
    "operands exchanged": _about("operands_exchanged"),
    "operands dropped": _about("operands_dropped"),
    "operations exchanged": _operations,
    "another divisor": _divided,
    "later axes": lambda change, known: said("all_but_first"),
    "another count": _count,
    "only positive": lambda change, known: said("only_positive"),
    "distribution": lambda change, known: said("distribution"),
    "cut off": lambda change, known: said("cut_off"),
    "start value": _about("starts_with"),
    "slices": lambda change, known: said("slice"),
    "forgotten": lambda change, known: said("forgotten"),
    "power": _about("power"),
    "averaged": _about("averaged"),
    "one memory": _about("one_memory"),
    "steps exchanged": _about("steps_exchanged"),
    "step too late": _about("step_late"),
    "step too early": _about("step_early"),
    "step twice": _about("step_twice"),
    "step left out": _about("removed"),
    "anew each pass": _about("anew"),
    "after the loop": _about("after_loop"),
    "before the loop": _about("before_loop"),
    "first pass only": lambda change, known: said("first_pass"),
}
