"""Validations -> the page of `grade validate`. Runs in the judge."""

from __future__ import annotations

from collections.abc import Sequence

from grader.report import render_page
from grader.validation import wording
from grader.validation.results import Validation


def render_validations(validations: Sequence[Validation]) -> str:
    """Return the page of `grade validate`: a table, and what was found out about each exercise."""
    rows = [
        {
            "one": one,
            "anchor": one.exercise,
            "cells": wording.row(one),
            "state": "error" if one.course_error else "passed" if one.is_good else "failed",
            "sentences": list(wording.sentences(one)),
            "redundant": wording.redundant(one),
        }
        for one in validations
    ]
    return render_page(
        "validate.html.j2",
        rows=rows,
        good=sum(one.is_good for one in validations),
        columns=wording.COLUMNS,
        measures=wording.measures(validations),
        title_of=wording.title_of,
    )
