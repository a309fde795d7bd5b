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
    "reference", "stub", "metadata", "statement", "hints", "quiz", "examples", "checks", "mutants"
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
    """Everything that was found out about one exercise."""

    exercise: str
    title: str
    torch: bool
    checks: list[str] = []
    points: float = 0.0
    reference_passed: bool = False
    stub_untouched: bool = False
    problems: list[Problem] = []
    wrong: list[WrongTrial] = []
    alternatives: list[AlternativeTrial] = []
    mutants: list[MutantTrial] = []
    mutants_made: int = 0
    redundant: list[str] = []
    matrix_size: int = 0
    duration: float = 0.0
    course_error: str = ""

    @property
    def survivors(self) -> list[MutantTrial]:
        return [one for one in self.mutants if one.fate in ("survived", "error")]

    @property
    def equivalent(self) -> list[MutantTrial]:
        return [one for one in self.mutants if one.fate == "equivalent"]

    @property
    def killed(self) -> int:
        return sum(one.fate == "killed" for one in self.mutants)

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
            not self.course_error
            and not self.problems
            and self.reference_passed
            and self.stub_untouched
            and all(one.failed for one in self.wrong)
            and all(one.passed for one in self.alternatives)
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
    wrong = [one for validation in everything for one in validation.wrong]
    alternatives = [one for validation in everything for one in validation.alternatives]
    return Measures(
        wrong=len(wrong),
        wrong_failed=sum(one.failed for one in wrong),
        named=sum(one.is_named for one in wrong),
        named_first=sum(one.is_named_first for one in wrong),
        alternatives=len(alternatives),
        alternatives_rejected=sum(not one.passed for one in alternatives),
        mutants=sum(one.counted for one in everything),
        mutants_killed=sum(one.killed for one in everything),
    )


def redundant_checks(checks: Sequence[str], kills: Iterable[Iterable[str]]) -> list[str]:
    """The checks that never were the only one to fail, each item of `kills` being one trial's."""
    alone = {one for failing in map(list, kills) if len(failing) == 1 for one in failing}
    return [check for check in checks if check not in alone]


def to_data(validations: Sequence[Validation]) -> dict[str, Any]:
    """What `--json` writes."""
    exercises = []
    for one in validations:
        data = msgspec.to_builtins(one)
        share = one.killed_share
        data["good"] = one.is_good
        data["killed"], data["counted"] = one.killed, one.counted
        data["killed_share"] = None if share is None else round(share, 4)
        exercises.append(data)
    return {
        "schema": SCHEMA,
        "measures": msgspec.to_builtins(measure(validations)),
        "exercises": exercises,
    }
