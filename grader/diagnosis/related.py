"""What is said where no mistake has a name: how the wrong numbers of a function relate to the right ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.diagnosis import relations
from grader.diagnosis.alterations import bound
from grader.model import CheckResult
from grader.student import Call, equal_values

if TYPE_CHECKING:
    from grader.diagnosis.case import Case


def sentences(case: Case, result: CheckResult, function: str) -> list[str]:
    """At most two sentences about a function's wrong answers: to its probes, else to the checks."""
    return from_probes(case, function) or _from_checks(case, result, function)


def from_probes(case: Case, function: str) -> list[str]:
    """What turns the right answers to a function's probes into the learner's, output by output."""
    comparison = case.comparison(function)
    signature = case.signatures.get(function)
    if comparison is None or not comparison.deviates or signature is None:
        return []
    sides: dict[str, tuple[list[relations.Case], list[relations.Case]]] = {}
    record = comparison.record
    for place, (probe, step, path) in enumerate(record.columns):
        program, answers = record.programs[probe], comparison.answers[probe]
        if path and len(program) == 1 and answers and not comparison.aside[place]:
            leaf = answers[step].get(path)
            expected = comparison.right[probe][step][path].array
            arguments = bound(program[step], signature) or {}
            case_of_path = relations.Case(arguments, leaf.array if leaf else None, expected)
            sides.setdefault(path, ([], []))[not comparison.wrong[place]].append(case_of_path)
    for failing, passing in sides.values():
        if failing and (said := relations.describe(failing, passing)):
            return said
    return []


def _from_checks(case: Case, result: CheckResult, function: str) -> list[str]:
    """The same from the calls that the checks made."""
    failing, passing = [], []
    for check in case.evidence.results:
        if function not in check.functions:
            continue
        for example in case.evidence.examples.get(check.id, []):
            for call in example:
                if call.op == "call" and call.name == function and call.outcome == "ok":
                    pair = _beside_the_reference(case, call)
                    if pair is None:
                        return []
                    if equal_values(pair.actual, pair.expected):
                        passing.append(pair)
                    elif check.id == result.id:
                        failing.append(pair)
    return relations.describe(failing, passing) if failing else []


def _beside_the_reference(case: Case, call: Call) -> relations.Case | None:
    signature = case.signatures.get(call.name)
    try:
        expected = getattr(case.reference, call.name)(*call.args, **call.kwargs)
        arguments = dict(signature.bind(*call.args, **call.kwargs).arguments) if signature else {}
    except Exception:  # noqa: BLE001 - arguments that the reference refuses have no right answer
        return None
    return relations.Case(arguments, call.result, expected)
