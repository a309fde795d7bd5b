"""The formats of a report that other programs read: one line each; docs/formats.md describes them.

Every format shows each check of the exercise, whatever became of it, and agrees with the exit code:
a run that ends with 0 has no failure in any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from grader.messages import message
from grader.model import Report
from grader.report.annotations import github_annotations, gitlab_codequality
from grader.report.audience import for_learner
from grader.report.classroom50 import classroom50_json
from grader.report.dodona import dodona_lines
from grader.report.exercism import exercism_json
from grader.report.github_classroom import github_classroom_base64
from grader.report.gradescope import gradescope_json
from grader.report.json_report import report_json
from grader.report.junit import junit_xml
from grader.report.markdown_summary import markdown_summary
from grader.report.prairielearn import prairielearn_json


class Format(NamedTuple):
    """How a report is written, and whether its reader keeps checks back by itself."""

    render: Callable[[Report], str]
    keeps_back: bool = False


FORMATS: dict[str, Format] = {
    "json": Format(report_json),
    "junit": Format(junit_xml),
    "gradescope": Format(gradescope_json, keeps_back=True),
    "markdown": Format(markdown_summary),
    "classroom50": Format(classroom50_json),
    "github-classroom": Format(github_classroom_base64),
    "exercism": Format(exercism_json),
    "prairielearn": Format(prairielearn_json),
    "dodona": Format(dodona_lines),
    "annotations": Format(github_annotations),
    "codequality": Format(gitlab_codequality),
}


def render_format(name: str, report: Report, *, reveal: bool = False) -> str:
    """Return `report` in that format, as a learner may read it; `reveal` is for instructors."""
    form = FORMATS[name]
    return form.render(report if reveal or form.keeps_back else for_learner(report))


def format_files(wishes: Sequence[str]) -> dict[str, Path]:
    """Return the files that `NAME=FILE` texts ask for, by format. Raises `UsageError`."""
    files: dict[str, Path] = {}
    for wish in wishes:
        name, _, file = wish.partition("=")
        if name not in FORMATS or not file:
            raise UsageError(message("output.format", wish=wish, known=", ".join(FORMATS)))
        if name in files:
            raise UsageError(message("output.twice", name=name))
        files[name] = Path(file)
    return files
