"""How strong an exercise's checks are: which mutants of its reference are put to them, and what becomes of each."""

from __future__ import annotations

import difflib
import random
from collections.abc import Callable, Mapping, Sequence

import msgspec

from grader.course import references_among
from grader.messages import message
from grader.model import FAILING, Exercise, Report
from grader.mutation import Mutant
from grader.sampling import even_sample
from grader.validation.equivalents import Equivalent, read_equivalents, stale
from grader.validation.results import Fate, MutantTrial, Problem
from grader.validation.trials import Trial

MATRIX_SAMPLE = 40  # mutants that are put to every check, to see which checks are alone in noticing
NOTICED = ("failed", "timeout", "not_started")


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """The mutants' fates, and which checks noticed each of those that met every check."""

    mutants: list[MutantTrial] = []
    problems: list[Problem] = []
    kills: list[list[str]] = []


class MutantPlan:
    """The mutants of one reference that are tried: `trials` are to be graded, `strength` is what came of them.

    `made` is how many there are whose function is chosen, `count` how many of them to try at most
    (None: all). Those listed as equivalent are tried only when all are: a full run is when a wrong
    entry of the list should be found out.
    """

    def __init__(
        self,
        exercise: Exercise,
        source: str,
        *,
        mutants: Sequence[Mutant],
        count: int | None,
        is_chosen: Callable[[str], bool],
    ) -> None:
        self.exercise, self.source, self.mutants = exercise, source, mutants
        self.listed = read_equivalents(exercise.private)
        candidates = [mutant for mutant in mutants if is_chosen(mutant.function)]
        self.made = len(candidates)
        self.chosen = candidates if count is None else even_sample(candidates, count)
        self.entries = [self._entry(mutant) for mutant in self.chosen]
        places = [
            place for place, entry in enumerate(self.entries) if entry is None or count is None
        ]
        matrix = set(even_sample(places, MATRIX_SAMPLE))
        # Wherever the time runs out, what was tried by then comes from everywhere in the file.
        random.Random(exercise.id).shuffle(places)  # noqa: S311 - no secret
        self.places = places
        uses = references_among(source)
        self.trials = [
            Trial(
                name=self.chosen[place].name,
                source=self.chosen[place].source,
                functions=_reaching(self.chosen[place].function, uses),
                mode="all" if place in matrix else "first",
            )
            for place in places
        ]

    def _entry(self, mutant: Mutant) -> Equivalent | None:
        return next((entry for entry in self.listed if entry.matches(mutant)), None)

    def strength(self, reports: Mapping[int, Report]) -> Strength:
        """What came of the trials, given the reports by the place of their trial; some may be missing."""
        by_mutant = {self.places[place]: report for place, report in reports.items()}
        fates = [
            _fate(self.source, self.exercise.file, mutant, by_mutant.get(place), entry)
            for place, (mutant, entry) in enumerate(zip(self.chosen, self.entries, strict=True))
            if entry is not None or place in by_mutant
        ]
        return Strength(
            mutants=fates,
            problems=[
                *stale(self.listed, self.mutants),
                *(problem for trial in fates for problem in _problems(trial)),
            ],
            kills=[
                kills(report)
                for place, report in sorted(reports.items())
                if self.trials[place].mode == "all"
            ],
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
    checks = report.checks if report else []
    first = next((check for check in checks if check.status in (*NOTICED, "error")), None)
    fate: Fate = "survived" if first is None else "error" if first.status == "error" else "killed"
    trial = MutantTrial(
        kind=mutant.kind,
        function=mutant.function,
        line=mutant.line,
        before=mutant.before,
        after=mutant.after,
        fate=fate,
        check=first.id if first else None,
        message=first.message if first else "",
        diff="" if fate == "killed" else diff(source, mutant, file),
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


def diff(original: str, mutant: Mutant, name: str) -> str:
    """The change as a unified diff, with two lines of context."""
    lines = difflib.unified_diff(
        original.splitlines(), mutant.source.splitlines(), name, name, lineterm="", n=2
    )
    return "\n".join(lines)
