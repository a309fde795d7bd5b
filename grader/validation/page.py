"""A validation run -> the page of `grade validate`. Runs in the judge."""

from __future__ import annotations

from grader.report import render_page
from grader.validation import wording
from grader.validation.results import Run, Validation


def render_run(run: Run) -> str:
    """Return the page of `grade validate`: a table, and what was found out about each exercise."""
    rows = [
        {
            "validation": validation,
            "anchor": validation.exercise,
            "cells": wording.row(validation),
            "state": _state(validation),
            "sentences": list(wording.sentences(validation)),
            "notes": wording.notes(validation),
        }
        for validation in run.validations
    ]
    return render_page(
        "validate.html.j2",
        rows=rows,
        good=sum(validation.is_good for validation in run.validations),
        columns=wording.COLUMNS,
        head=[*wording.of_course(run), *wording.measures(run.validations)],
        title_of=wording.title_of,
    )


def _state(validation: Validation) -> str:
    if validation.course_error:
        return "error"
    if not validation.complete:
        return "skipped"
    return "passed" if validation.is_good else "failed"
