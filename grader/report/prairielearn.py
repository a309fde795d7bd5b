"""Report -> results.json of a PrairieLearn external grader.

The rules: https://docs.prairielearn.com/externalGrading/. Runs in the judge.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.model import Report
from grader.report.entries import Entry, fault, tried_entries
from grader.report.findings import verdict_detail, verdict_title
from grader.report.wording import OUTPUT_LIMIT, finite
from grader.text import clean

TEXT_LIMIT = 2_000  # the file may hold 1 MB


def prairielearn_dict(report: Report) -> dict[str, Any]:
    """Return `report` as results.json, its score a share from 0 to 1.

    A report whose status is `error` is not gradable there: it costs no attempt and no points.
    """
    if report.status == "error":
        return {"gradable": False, "format_errors": [fault(report)]}
    return {
        "gradable": True,
        "score": _share(report),
        "message": f"{verdict_title(report)}. {verdict_detail(report)}",
        "output": clean("\n".join(report.notes), OUTPUT_LIMIT),
        "tests": [_test(entry) for entry in tried_entries(report)],
    }


def prairielearn_json(report: Report) -> str:
    """Return `prairielearn_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(prairielearn_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _share(report: Report) -> float:
    most = finite(report.max_score)
    if not most:
        return float(report.status == "passed")
    return min(max(finite(report.score) / most, 0.0), 1.0)


def _test(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.id,
        "description": entry.title,
        "points": entry.score,
        "max_points": entry.max_score,
        "message": entry.message,
        "output": clean(entry.text, TEXT_LIMIT),
    }
