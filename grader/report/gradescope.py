"""Report -> Gradescope's results.json (https://gradescope-autograders.readthedocs.io/en/latest/specs/).

Gradescope keeps checks back by itself, so instructors find there what learners do not. Runs in the judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from grader.messages import message
from grader.model import Report
from grader.report.entries import Entry, check_entries, fault, question_entries
from grader.report.wording import OUTPUT_LIMIT, finite
from grader.text import clean, clean_line, number as points_number


def gradescope_dict(report: Report) -> dict[str, Any]:
    """Return `report` as Gradescope's results.json.

    A report whose status is `error` carries no score at all, so that Gradescope says that the
    grader failed instead of recording a zero.
    """
    return gradescope_results([report])


def gradescope_results(reports: Sequence[Report]) -> dict[str, Any]:
    """Return the reports of one submission, one an exercise, as a single results.json.

    Scores add up. An exercise that could not be graded leaves the whole without a score.
    """
    common = {
        "output_format": "text",
        "execution_time": sum(finite(report.duration) for report in reports),
        "visibility": "visible",
        "stdout_visibility": "hidden",
    }
    faults = [fault(report) for report in reports if report.status == "error"]
    if faults:
        return {**common, "output": "\n".join(faults), "tests": []}
    tests: list[dict[str, Any]] = []
    for place, report in enumerate(reports, 1):
        several = f"{place}." if len(reports) > 1 else ""
        first = f"{clean_line(report.exercise)}, " if len(reports) > 1 else ""
        numbered = [(f"{several}{n}", entry) for n, entry in enumerate(check_entries(report), 1)]
        numbered += [
            (f"{several}Q{n}", entry) for n, entry in enumerate(question_entries(report), 1)
        ]
        tests += [_test(number, first, entry) for number, entry in numbered]
    states = {report.status for report in reports}
    notes = dict.fromkeys(note for report in reports for note in report.notes)
    return {
        **common,
        "score": sum(finite(report.score) for report in reports),
        "output": clean("\n".join(notes), OUTPUT_LIMIT),
        "test_output_format": "text",
        "test_name_format": "text",
        "extra_data": {
            "schema": reports[0].schema,
            "exercise": " ".join(report.exercise for report in reports),
            "status": states.pop() if len(states) == 1 else "failed",
            "max_score": sum(finite(report.max_score) for report in reports),
        },
        "tests": tests,
    }


def gradescope_json(report: Report) -> str:
    """Return `gradescope_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(gradescope_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _test(number: str, first: str, entry: Entry) -> dict[str, Any]:
    """One test; a question that decides nothing has neither score nor status, so it is not shown as failed.

    What it earned stands in its text, and in the score of the whole.
    """
    test = {
        "number": number,
        "name": first + entry.name,
        "max_score": entry.max_score,
        "visibility": entry.visibility,
        "output": entry.text,
        "output_format": "text",
        "extra_data": {"id": entry.id, "status": entry.status},
    }
    if entry.outcome == "skipped" and entry.status != "skipped":
        points = {
            "score": points_number(entry.score),
            "max_score": points_number(entry.max_score),
        }
        return {**test, "output": f"{message('score', **points)}\n{entry.text}"}
    status = "passed" if entry.outcome == "passed" else "failed"
    return {**test, "score": entry.score, "status": status}
