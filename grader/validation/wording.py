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
    Run,
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
    """How far a stage of an exercise is, on stderr: a line that changes on a terminal, elsewhere a line for each tenth of the way."""

    def __init__(self, exercise: str, stage: str) -> None:
        self.exercise, self.stage = exercise, message(f"validate.stage.{stage}")
        self.on_terminal = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.on_terminal:
            self._overwrite("")

    def step(self, done: int, total: int) -> None:
        line = message(
            "validate.progress", id=self.exercise, stage=self.stage, done=done, total=total
        )
        if self.on_terminal:
            self._overwrite(line)
        elif 10 * done // total > 10 * (done - 1) // total:
            print(line, file=sys.stderr, flush=True)

    def _overwrite(self, line: str) -> None:
        print(f"\r{line.ljust(60)}\r{line}", end="", file=sys.stderr, flush=True)


def row(validation: Validation) -> list[str]:
    """The cells of one exercise, in the order of `COLUMNS`."""
    if validation.course_error:
        return [validation.exercise, *["-"] * 7, message("validate.broken")]
    apart = ("reference", "stub", "checks", "mutants")
    content = [problem for problem in validation.problems if problem.aspect not in apart]
    if validation.stub_untouched:
        content += [problem for problem in validation.problems if problem.aspect == "stub"]
    wrong, alternatives = validation.wrong, validation.alternatives
    return [
        validation.exercise,
        _whether(validation.reference_passed),
        _whether(validation.stub_untouched),
        _of(sum(trial.failed for trial in wrong), len(wrong)),
        _of(sum(trial.is_named_first for trial in wrong), len(wrong)),
        _of(sum(trial.passed for trial in alternatives), len(alternatives)),
        _whether(not content),
        killed(validation),
        _whether(validation.is_good) if validation.complete else message("validate.incomplete"),
    ]


def _whether(holds: bool | None) -> str:
    return "-" if holds is None else message("validate.good" if holds else "validate.bad")


def killed(validation: Validation) -> str:
    """How many mutants were noticed, of how many, and of how many those were drawn."""
    if not validation.counted:
        return "-"
    key = "killed" if len(validation.mutants) == validation.mutants_made else "sampled"
    return message(
        f"validate.{key}",
        killed=validation.killed,
        counted=validation.counted,
        made=validation.mutants_made,
    )


def _of(some: int, total: int) -> str:
    return message("validate.killed", killed=some, counted=total) if total else "-"


def of_course(run: Run) -> list[str]:
    """What is to be said of the course as a whole."""
    lines = [problem.text for problem in run.problems]
    if not run.is_complete:
        stopped = [entry.exercise for entry in run.validations if not entry.complete]
        names = ", ".join([*stopped, *run.left_out])
        lines.append(message("validate.interrupted", names=names))
    return lines


def measures(validations: Sequence[Validation]) -> list[str]:
    """The measures of a whole run, as sentences."""
    total = measure(validations)
    lines = []
    if total.wrong:
        values = {"failed": total.wrong_failed, "total": total.wrong, "named": total.named}
        share = total.named_first / total.wrong
        values |= {"first": total.named_first}
        lines.append(
            message("validate.measure.wrong", share=share, least=NAMED_FIRST_AT_LEAST, **values)
        )
    if total.alternatives:
        values = {"rejected": total.alternatives_rejected, "total": total.alternatives}
        lines.append(message("validate.measure.alternatives", **values))
    if total.mutants:
        values = {"killed": total.mutants_killed, "total": total.mutants}
        share = total.mutants_killed / total.mutants
        lines.append(
            message("validate.measure.mutants", share=share, least=KILLED_AT_LEAST, **values)
        )
    return lines


def sentences(validation: Validation) -> Iterator[str]:
    """What is to be put right."""
    if validation.course_error:
        yield message("validate.course.error", text=validation.course_error)
    yield from (problem.text for problem in validation.problems)
    if not validation.is_strong:
        numbers = {"killed": validation.killed, "counted": validation.counted}
        yield message(
            "validate.weak", least=KILLED_AT_LEAST, share=validation.killed_share, **numbers
        )
    for trial in validation.wrong:
        if trial.failed and not trial.is_named_first:
            given = ", ".join(f"“{name}”" for name in trial.named) or message("validate.nothing")
            yield message("validate.taken", name=trial.name, title=trial.title, given=given)


def notes(validation: Validation) -> list[str]:
    """What is worth knowing."""
    lines = [text for text in (validation.wrong_tried, validation.mutants_tried) if text]
    if validation.redundant and validation.matrix_size:
        names = ", ".join(validation.redundant)
        lines.append(message("validate.redundant", count=validation.matrix_size, names=names))
    return lines


def title_of(trial: MutantTrial) -> str:
    return f"{trial.function}, line {trial.line}: {trial.kind}"


def show(run: Run) -> None:
    """Print everything."""
    from rich.console import Console
    from rich.syntax import Syntax

    console = Console(highlight=False, markup=False, soft_wrap=False)
    for validation in run.validations:
        lines = [*sentences(validation), *notes(validation)]
        if lines or validation.survivors:
            console.print(f"\n{validation.exercise}", style="bold")
        for line in lines:
            console.print(f"- {clean(line)}")
        for trial in validation.survivors:
            console.print(f"\n{title_of(trial)}", style="yellow")
            console.print(Syntax(clean(trial.diff), "diff", background_color="default"))
    console.print()
    console.print(_table(run.validations))
    for line in [*of_course(run), *measures(run.validations)]:
        console.print(clean(line))


def _table(validations: Sequence[Validation]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in COLUMNS:
        table.add_column(message(f"validate.{name}"))
    for validation in validations:
        table.add_row(*row(validation), style=None if validation.is_good else "red")
    return table
