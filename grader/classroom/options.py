"""The commands of a class with their options, for the command line to name. Imports nothing heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

PATH = click.Path(path_type=Path)


@click.argument("submissions", type=PATH)
@click.option(
    "--out",
    type=PATH,
    required=True,
    metavar="DIR",
    help="The class's folder, made or gone on with.",
)
@click.option(
    "--roster", type=PATH, metavar="FILE", help="Who is in the class: CSV of any platform."
)
@click.option(
    "--exercise",
    "exercises",
    multiple=True,
    metavar="NAME",
    help="What to grade; may be repeated [default: whatever was handed in].",
)
@click.option(
    "--course",
    type=PATH,
    default=Path("exercises"),
    show_default=True,
    metavar="DIR",
    help="The folder of exercises.",
)
@click.option("--solutions", type=PATH, help="The private half of the course.")
@click.option("--jobs", type=click.IntRange(min=1), help="Judging processes [default: one a core].")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="cpu",
    show_default=True,
    help="Where the exercises run that the course wants on a GPU.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS|local|slurm",
    help="Grade on Dask workers: a scheduler's address, processes here, or jobs of SLURM.",
)
@click.option("--require-sandbox", is_flag=True, help="Refuse to grade unless fully confined.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def grade_class(submissions: Path, **options: Any) -> None:
    """Grade a class: a platform's export, or a folder a learner (for instructors)."""
    from grader.classroom.command import ClassOptions, run_class

    sys.exit(run_class(submissions, ClassOptions(**options)))


def _course(function: Callable[..., None]) -> Callable[..., None]:
    """The options that say whose policies hold."""
    function = click.option(
        "--course",
        type=PATH,
        default=Path("exercises"),
        metavar="DIR",
        help="The folder of exercises.",
    )(function)
    return click.option("--solutions", type=PATH, help="The private half of the course.")(function)


def _author(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--author", default="", help="Who decides [default: who runs this].")(
        function
    )


def _ruling(value: str, metavar: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What somebody rules about one learner's exercise: `value`, with a reason and who it was."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        function = click.option(
            "--reason", required=True, help="Why; it stays in the audit trail."
        )(_author(function))
        function = click.argument(value, metavar=metavar)(function)
        function = click.argument("exercise")(function)
        function = click.argument("learner")(function)
        return click.argument("folder", type=PATH, metavar="DIR")(function)

    return decorate


@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--learner", metavar="NAME", help="One learner, by id, email or name.")
@click.option("--exercise", metavar="NAME", help="One exercise.")
@click.option("--status", help="Those with work in this state: failed, missing, error…")
@click.option("--below", type=click.FloatRange(0, 1), help="Those below this share of all points.")
@click.option("--export", type=PATH, metavar="FILE", help="Write a table: FILE.csv or FILE.xlsx.")
@click.option(
    "--format",
    type=click.Choice(["csv", "xlsx", "canvas", "moodle"]),
    help="What --export writes [default: by the ending].",
)
@click.option(
    "--column", default="", help="The assignment's name and number in Canvas's gradebook."
)
@click.option("--accept", metavar="REASON", help="Let a regrade that waits take effect.")
@click.option("--audit", is_flag=True, help="Show who decided what, when and why.")
@_author
@_course
def gradebook(folder: Path, **options: Any) -> None:
    """Show, query and export a class's gradebook (for instructors)."""
    from grader.classroom.decisions import GradebookOptions, run_gradebook

    sys.exit(run_gradebook(folder, GradebookOptions(**options)))


@_ruling("score", "SCORE|none")
def override(**values: Any) -> None:
    """Set a score by hand, with a reason; "none" takes it back (for instructors)."""
    from grader.classroom.decisions import run_override

    sys.exit(run_override(**values))


@_ruling("until", "TIME")
def extend(**values: Any) -> None:
    """Give a learner more time, with a reason (for instructors)."""
    from grader.classroom.decisions import run_extend

    sys.exit(run_extend(**values))


@click.option(
    "--class", "folder", type=PATH, required=True, metavar="DIR", help="The class's folder."
)
@click.option("--hide-names", is_flag=True, help="Pages to show in class: no name, no id.")
@click.option(
    "--feedback",
    type=PATH,
    metavar="FILE.zip",
    help="Write feedback for everybody, named as their platform wants it, and no pages.",
)
@click.option("--exercise", metavar="NAME", help="One exercise.")
@_course
def report(**options: Any) -> None:
    """Write the pages about a class, or feedback for its learners (for instructors)."""
    from grader.classroom.reporting import ReportOptions, run_report

    sys.exit(run_report(ReportOptions(**options)))


CLASS_COMMANDS: dict[str, Callable[..., None]] = {
    "class": grade_class,
    "gradebook": gradebook,
    "override": override,
    "extend": extend,
    "report": report,
}
