"""When a mistake shows: what the calls where it does have in common, and those where it does not lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from grader.diagnosis.alterations import bound
from grader.diagnosis.probes import Program, Signatures, qualified
from grader.diagnosis.relations import Case, features
from grader.messages import message

LEAST = 2  # probes on either side, below which a condition may be chance


def features_at(program: Program, step: int, signatures: Signatures) -> set[str]:
    """What there is to say about one call of a program: its arguments, and those of the calls it hangs on.

    Of the calls before it the last of each kind counts.
    """
    calls = {qualified(call): call for call in program[: step + 1]}
    asked = Counter(map(qualified, program[: step + 1]))
    said = {message("feature.again", name=name) for name, count in asked.items() if count > 1}
    for target, call in calls.items():
        arguments = bound(call, signatures[target]) if target in signatures else None
        said |= {*features(Case(arguments or {}, None, None)), *_further(arguments or {})}
    return said


def _further(arguments: dict[str, Any]) -> set[str]:
    said = set()
    for name, value in arguments.items():
        if value is None:
            said.add(message("feature.none", name=name))
        elif isinstance(value, str):
            said.add(message("feature.equals", name=name, value=f"“{value}”"))
        elif isinstance(value, float):
            said |= {message("feature.above", name=name, n=n) for n in (0, 1) if value > n}
        elif type(value) is int:
            said.add(message("feature.even" if value % 2 == 0 else "feature.odd", name=name))
        elif getattr(value, "shape", None):
            said.add(message("feature.axes", name=name, count=len(value.shape)))
            said |= {
                message("feature.one_entry", name=name, axis=axis)
                for axis, size in enumerate(value.shape)
                if size == 1
            }
    return said


def condition(showing: Sequence[set[str]], hidden: Sequence[set[str]]) -> tuple[str, str] | None:
    """What tells calls where a mistake shows from those where it does not: a feature's rule and words; None where nothing does."""
    if len(showing) < LEAST or len(hidden) < LEAST:
        return None
    for rule, inside, outside in (("with", showing, hidden), ("without", hidden, showing)):
        common = set[str].intersection(*inside) - set[str]().union(*outside)
        if common:
            return rule, min(common, key=lambda text: (len(text), text))
    return None
