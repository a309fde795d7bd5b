"""How strong an exercise's checks are: what becomes of each mutant of its reference."""

from __future__ import annotations

import difflib
import random
from collections.abc import Callable, Sequence

import msgspec

from grader.course import references_among
from grader.messages import message
from grader.model import FAILING, CheckResult, Exercise, Report
from grader.validation import trials
from grader.validation.equivalents import Equivalent, read_equivalents, stale
from grader.validation.mutants import Mutant, make_mutants
from grader.validation.results import MutantTrial, Problem
from grader.validation.trials import Trial

MATRIX_SAMPLE = 40  # mutants that are put to every check, to see which checks are alone in noticing
NOTICED = ("failed", "timeout", "not_started")


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """The mutants' fates, how many there are in all, and which checks noticed each of a sample."""

    made: int = 0
    mutants: list[MutantTrial] = []
    problems: list[Problem] = []
    kills: list[list[str]] = []


def measure_strength(
    exercise: Exercise,
    source: str,
    *,
    count: int | None,
    is_chosen: Callable[[str], bool],
    jobs: int,
    progress: Callable[[int, int], None],
) -> Strength:
    """Put `count` mutants (None: all) to the checks.

    Those listed as equivalent are tried only when all mutants are: a full run
    is when a wrong entry of the list should be found out.
    """
    made = make_mutants(source)
    listed = read_equivalents(exercise.private)
    chosen = sample([one for one in made if is_chosen(one.function)], count, exercise.id)
    entries = [next((one for one in listed if one.matches(mutant)), None) for mutant in chosen]
    tried = [n for n, entry in enumerate(entries) if entry is None or count is None]
    uses = references_among(source)
    work = [
        Trial(
            name=chosen[n].name,
            source=chosen[n].source,
            functions=_reaching(chosen[n].function, uses),
        )
        for n in tried
    ]
    for_all_checks = sample(chosen, MATRIX_SAMPLE, exercise.id)
    work += [Trial(name=one.name, source=one.source, mode="all") for one in for_all_checks]
    reports = trials.run(
        exercise, work, jobs=jobs, shrink=False, progress=lambda done: progress(done, len(work))
    )
    by_number = dict(zip(tried, reports, strict=False))
    found = [
        _fate(source, exercise.file, mutant, by_number.get(n), entries[n])
        for n, mutant in enumerate(chosen)
    ]
    return Strength(
        made=len(made),
        mutants=found,
        problems=[*stale(listed, made), *(one for trial in found for one in _problems(trial))],
        kills=[kills(report) for report in reports[len(tried) :]],
    )


def kills(report: Report) -> list[str]:
    """The checks that noticed something."""
    return [check.id for check in report.checks if check.status in FAILING]


def _reaching(function: str, uses: dict[str, set[str]]) -> tuple[str, ...]:
    """A function or class, and everything of the module that uses it."""
    own = function.partition(".")[0]
    return (own, *(name for name, used in uses.items() if own in used)) if own in uses else ()


def _fate(
    source: str, file: str, mutant: Mutant, report: Report | None, entry: Equivalent | None
) -> MutantTrial:
    def first(*states: str) -> CheckResult | None:
        checks = report.checks if report else []
        return next((check for check in checks if check.status in states), None)

    noticed, broken = first(*NOTICED), first("error")
    last = noticed or broken
    trial = MutantTrial(
        kind=mutant.kind,
        function=mutant.function,
        line=mutant.line,
        before=mutant.before,
        after=mutant.after,
        fate="error" if broken else "killed" if noticed else "survived",
        check=last.id if last else None,
        message=last.message if last else "",
        diff="" if noticed else diff(source, mutant, file),
        duration=report.duration if report else 0.0,
    )
    if entry is None:
        return trial
    return msgspec.structs.replace(trial, fate="equivalent", reason=entry.reason)


def _problems(trial: MutantTrial) -> list[Problem]:
    if trial.fate == "equivalent" and trial.check:
        text = message("validate.equivalent.killed", mutant=trial.after, check=trial.check)
        return [Problem(aspect="mutants", text=text)]
    if trial.fate == "error":
        where = f"{trial.function}:{trial.line} {trial.kind}"
        text = message("validate.mutant.error", check=trial.check, name=where, text=trial.message)
        return [Problem(aspect="checks", text=text)]
    return []


def sample(mutants: Sequence[Mutant], count: int | None, seed: str) -> list[Mutant]:
    """At most `count` mutants, drawn the same way every time; None means all."""
    if count is None or count >= len(mutants):
        return list(mutants)
    chosen = random.Random(seed).sample(range(len(mutants)), count)  # noqa: S311 - no secret
    return [mutants[index] for index in sorted(chosen)]


def diff(original: str, mutant: Mutant, name: str) -> str:
    """The change as a unified diff, with two lines of context."""
    lines = difflib.unified_diff(
        original.splitlines(), mutant.source.splitlines(), name, name, lineterm="", n=2
    )
    return "\n".join(lines)
