"""What `grade validate` says in the terminal: a table, what to put right, survivors, the measures."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.messages import message
from grader.text import clean
from grader.validation.results import (
    KILLED_AT_LEAST,
    NAMED_FIRST_AT_LEAST,
    MutantTrial,
    Validation,
    measure,
)

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = (
    "exercise",
    "reference",
    "stub",
    "wrong",
    "named",
    "alternatives",
    "content",
    "mutants",
    "verdict",
)


class Progress:
    """One line on a terminal while an exercise is graded; nothing anywhere else."""

    def __init__(self, what: str) -> None:
        self.what, self.shown = what, sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def step(self, done: int, total: int) -> None:
        self._write(f"{self.what} {done}/{total}")

    def _write(self, text: str) -> None:
        if self.shown:
            print(f"\r{text.ljust(60)}\r{text}", end="", file=sys.stderr, flush=True)


def row(one: Validation) -> list[str]:
    """The cells of one exercise, in the order of `COLUMNS`."""
    if one.course_error:
        return [one.exercise, *["-"] * 7, message("validate.broken")]
    content = [
        p for p in one.problems if p.aspect not in ("reference", "stub", "checks", "mutants")
    ]
    content += [p for p in one.problems if p.aspect == "stub" and one.stub_untouched]
    yes, no = message("validate.good"), message("validate.bad")
    return [
        one.exercise,
        yes if one.reference_passed else no,
        yes if one.stub_untouched else no,
        _of(sum(trial.failed for trial in one.wrong), len(one.wrong)),
        _of(sum(trial.is_named_first for trial in one.wrong), len(one.wrong)),
        _of(sum(trial.passed for trial in one.alternatives), len(one.alternatives)),
        no if content else yes,
        killed(one),
        yes if one.is_good else no,
    ]


def killed(one: Validation) -> str:
    """How many mutants were noticed, of how many, and of how many those were drawn."""
    if not one.counted:
        return "-"
    key = "killed" if len(one.mutants) == one.mutants_made else "sampled"
    return message(f"validate.{key}", killed=one.killed, counted=one.counted, made=one.mutants_made)


def _of(some: int, total: int) -> str:
    return message("validate.killed", killed=some, counted=total) if total else "-"


def measures(validations: Sequence[Validation]) -> list[str]:
    """The measures of a whole run, as sentences."""
    found = measure(validations)
    lines = []
    if found.wrong:
        values = {"failed": found.wrong_failed, "total": found.wrong, "named": found.named}
        share = found.named_first / found.wrong
        values |= {"first": found.named_first}
        lines.append(
            message("validate.measure.wrong", share=share, least=NAMED_FIRST_AT_LEAST, **values)
        )
    if found.alternatives:
        values = {"rejected": found.alternatives_rejected, "total": found.alternatives}
        lines.append(message("validate.measure.alternatives", **values))
    if found.mutants:
        values = {"killed": found.mutants_killed, "total": found.mutants}
        share = found.mutants_killed / found.mutants
        lines.append(
            message("validate.measure.mutants", share=share, least=KILLED_AT_LEAST, **values)
        )
    return lines


def sentences(one: Validation) -> Iterator[str]:
    """What is to be put right, and what is worth knowing."""
    if one.course_error:
        yield message("validate.course.error", text=one.course_error)
    yield from (problem.text for problem in one.problems)
    if not one.is_strong:
        numbers = {"killed": one.killed, "counted": one.counted, "share": one.killed_share}
        yield message("validate.weak", least=KILLED_AT_LEAST, **numbers)
    for trial in one.wrong:
        if trial.failed and not trial.is_named_first:
            given = ", ".join(f"“{name}”" for name in trial.named) or message("validate.nothing")
            yield message("validate.taken", name=trial.name, title=trial.title, given=given)


def redundant(one: Validation) -> str:
    if not one.redundant or not one.matrix_size:
        return ""
    names = ", ".join(one.redundant)
    return message("validate.redundant", count=one.matrix_size, names=names)


def title_of(trial: MutantTrial) -> str:
    return f"{trial.function}, line {trial.line}: {trial.kind}"


def show(validations: Sequence[Validation]) -> None:
    """Print everything."""
    from rich.console import Console
    from rich.syntax import Syntax

    console = Console(highlight=False, markup=False, soft_wrap=False)
    for one in validations:
        lines = [*sentences(one), *filter(None, [redundant(one)])]
        if lines or one.survivors:
            console.print(f"\n{one.exercise}", style="bold")
        for line in lines:
            console.print(f"- {clean(line)}")
        for trial in one.survivors:
            console.print(f"\n{title_of(trial)}", style="yellow")
            console.print(Syntax(clean(trial.diff), "diff", background_color="default"))
    console.print()
    console.print(_table(validations))
    for line in measures(validations):
        console.print(line)


def _table(validations: Sequence[Validation]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in COLUMNS:
        table.add_column(message(f"validate.{name}"))
    for one in validations:
        table.add_row(*row(one), style=None if one.is_good else "red")
    return table
