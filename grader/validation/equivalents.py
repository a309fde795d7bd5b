"""solutions/NN_name/mutants.toml: the mutants that no check can tell from the reference, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course import read_toml
from grader.errors import CourseError
from grader.messages import message
from grader.mutation import Mutant
from grader.validation.results import Problem


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of mutants.toml: a mutant that no check can tell from the reference, and why."""

    line: str
    mutant: str
    reason: str
    function: str = ""

    def matches(self, mutant: Mutant) -> bool:
        return (
            (self.line, self.mutant) == (mutant.before, mutant.after)
            and self.function in ("", mutant.function)
        )  # fmt: skip


class EquivalentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand in mutants.toml."""

    equivalent: tuple[Equivalent, ...] = ()


def read_equivalents(private: Path) -> tuple[Equivalent, ...]:
    """The entries of solutions/NN_name/mutants.toml. Raises `CourseError` for one without a reason."""
    path = private / "mutants.toml"
    if not path.is_file():
        return ()
    entries = read_toml(path, EquivalentFile).equivalent
    for entry in entries:
        if not entry.reason.strip():
            raise CourseError(
                f"{path}: the entry for {entry.mutant!r} gives no reason; say why no check can tell"
            )
    return entries


def stale(listed: Sequence[Equivalent], made: Sequence[Mutant]) -> list[Problem]:
    """A problem for each entry that fits no mutant any more."""
    return [
        Problem(
            aspect="mutants",
            text=message("validate.equivalent.stale", line=entry.line, mutant=entry.mutant),
        )
        for entry in listed
        if not any(entry.matches(mutant) for mutant in made)
    ]
