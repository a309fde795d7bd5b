"""Which checks run, and in which order. Runs in the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from grader.errors import UsageError
from grader.judge.check import Check
from grader.messages import message


def selected(
    checks: Sequence[Check],
    names: Sequence[str],
    exercise: str,
    functions: Mapping[str, Sequence[str]],
) -> list[Check]:
    """The checks that `names` mean, whatever they require. Raises `UsageError`.

    A name is a check's id, one of the learner's functions, or a part of ids and titles; the first of these
    that fits is meant. `functions` are the learner's functions that each check is about, by id.
    """
    meant = {check.id for name in names for check in _meant(checks, name, functions)}
    if not meant:
        known = ", ".join(check.id for check in checks)
        values = {"exercise": exercise, "names": ", ".join(names)}
        raise UsageError(message("checks.no_match", **values, known=known))
    return [msgspec.structs.replace(check, requires=()) for check in checks if check.id in meant]


def _meant(
    checks: Sequence[Check], name: str, functions: Mapping[str, Sequence[str]]
) -> list[Check]:
    same = [check for check in checks if name in (check.id, check.function)]
    about = [check for check in checks if name in functions.get(check.id, ())[:1]]
    part = name.lower()
    alike = [check for check in checks if part in f"{check.id} {check.title}".lower()]
    return same or about or alike


def in_order(checks: Sequence[Check], first: Sequence[str]) -> list[Check]:
    """The checks with those named `first` (ids) in front, each behind the checks that it requires."""
    by_id = {check.id: check for check in checks}
    by_function: dict[str, list[Check]] = {}
    for check in checks:
        by_function.setdefault(check.function, []).append(check)
    order: dict[str, Check] = {}

    def put(check: Check) -> None:
        if check.id not in order:
            for name in check.requires:
                for other in by_function.get(name, ()):
                    put(other)
            order[check.id] = check

    for check in [*(by_id[name] for name in first if name in by_id), *checks]:
        put(check)
    return list(order.values())
