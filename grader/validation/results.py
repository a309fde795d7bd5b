"""What validating an exercise found, as data; shares and verdicts are derived. Imports nothing of ours.

`grade validate --json` writes exactly this, with the derived numbers beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

SCHEMA = "grade/validation/v1"
KILLED_AT_LEAST = 0.97  # of the mutants of a NumPy exercise
NAMED_FIRST_AT_LEAST = 0.95  # of the wrong files of everything that was validated

Aspect = Literal[
    "reference",
    "stub",
    "metadata",
    "statement",
    "hints",
    "quiz",
    "examples",
    "alternatives",
    "checks",
    "mutants",
    "docs",
]
Fate = Literal["killed", "survived", "equivalent", "error"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that must be put right, in words."""

    aspect: Aspect
    text: str


class WrongTrial(msgspec.Struct, frozen=True, kw_only=True):
    """How a wrong file fared: it should fail, and be named by its own title."""

    name: str
    title: str
    failed: bool
    failing: list[str]
    named: list[str]
    points: float
    duration: float

    @property
    def is_named(self) -> bool:
        return self.title in self.named

    @property
    def is_named_first(self) -> bool:
        return self.named[:1] == [self.title]


class AlternativeTrial(msgspec.Struct, frozen=True, kw_only=True):
    """How a right solution in another style fared; `failing` should be empty."""

    name: str
    passed: bool
    failing: list[str]
    message: str
    duration: float


class MutantTrial(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one mutant, and which check noticed it first."""

    kind: str
    function: str
    line: int
    before: str
    after: str
    fate: Fate
    check: str | None = None
    message: str = ""
    reason: str = ""
    diff: str = ""
    duration: float = 0.0


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was found out about one exercise.

    None stands for what was not tried: an interrupt leaves a validation that is not `complete`.
    """

    exercise: str
    title: str
    torch: bool
    checks: list[str] = []
    points: float = 0.0
    reference_passed: bool | None = None
    stub_untouched: bool | None = None
    problems: list[Problem] = []
    wrong: list[WrongTrial] = []
    wrong_tried: str = ""
    alternatives: list[AlternativeTrial] = []
    mutants: list[MutantTrial] = []
    mutants_made: int = 0
    mutants_tried: str = ""
    redundant: list[str] = []
    matrix_size: int = 0
    duration: float = 0.0
    course_error: str = ""
    complete: bool = True

    @property
    def survivors(self) -> list[MutantTrial]:
        return [trial for trial in self.mutants if trial.fate in ("survived", "error")]

    @property
    def equivalent(self) -> list[MutantTrial]:
        return [trial for trial in self.mutants if trial.fate == "equivalent"]

    @property
    def killed(self) -> int:
        return sum(trial.fate == "killed" for trial in self.mutants)

    @property
    def counted(self) -> int:
        """The mutants that a check could notice."""
        return len(self.mutants) - len(self.equivalent)

    @property
    def killed_share(self) -> float | None:
        return self.killed / self.counted if self.counted else None

    @property
    def is_strong(self) -> bool:
        """Whether enough mutants were killed; a training exercise is only reported on."""
        share = self.killed_share
        return share is None or self.torch or share >= KILLED_AT_LEAST

    @property
    def is_good(self) -> bool:
        return (
            self.complete
            and not self.course_error
            and not self.problems
            and bool(self.reference_passed)
            and bool(self.stub_untouched)
            and all(trial.failed for trial in self.wrong)
            and all(trial.passed for trial in self.alternatives)
            and self.is_strong
        )


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a whole run."""

    wrong: int
    wrong_failed: int
    named: int
    named_first: int
    alternatives: int
    alternatives_rejected: int
    mutants: int
    mutants_killed: int

    @property
    def names_enough(self) -> bool:
        return not self.wrong or self.named_first / self.wrong >= NAMED_FIRST_AT_LEAST


def measure(validations: Iterable[Validation]) -> Measures:
    """Add up."""
    everything = list(validations)
    wrong = [trial for validation in everything for trial in validation.wrong]
    alternatives = [trial for validation in everything for trial in validation.alternatives]
    return Measures(
        wrong=len(wrong),
        wrong_failed=sum(trial.failed for trial in wrong),
        named=sum(trial.is_named for trial in wrong),
        named_first=sum(trial.is_named_first for trial in wrong),
        alternatives=len(alternatives),
        alternatives_rejected=sum(not trial.passed for trial in alternatives),
        mutants=sum(validation.counted for validation in everything),
        mutants_killed=sum(validation.killed for validation in everything),
    )


def redundant_checks(checks: Sequence[str], kills: Iterable[Sequence[str]]) -> list[str]:
    """The checks that never were the only one to fail, each item of `kills` being one trial's."""
    alone = {failing[0] for failing in kills if len(failing) == 1}
    return [check for check in checks if check not in alone]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A whole run: its validations, the problems of the course as a whole, and the exercises that an interrupt left out."""

    validations: list[Validation]
    problems: list[Problem] = []
    left_out: list[str] = []

    @property
    def is_complete(self) -> bool:
        return not self.left_out and all(validation.complete for validation in self.validations)

    @property
    def is_good(self) -> bool:
        return (
            self.is_complete
            and not self.problems
            and all(validation.is_good for validation in self.validations)
            and measure(self.validations).names_enough
        )


def to_data(run: Run) -> dict[str, Any]:
    """What `--json` writes."""
    exercises = []
    for validation in run.validations:
        data = msgspec.to_builtins(validation)
        share = validation.killed_share
        data["good"] = validation.is_good
        data["killed"], data["counted"] = validation.killed, validation.counted
        data["killed_share"] = None if share is None else round(share, 4)
        exercises.append(data)
    return {
        "schema": SCHEMA,
        "complete": run.is_complete,
        "left_out": run.left_out,
        "problems": msgspec.to_builtins(run.problems),
        "measures": msgspec.to_builtins(measure(run.validations)),
        "exercises": exercises,
    }
