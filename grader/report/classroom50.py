"""Report -> result.json of Classroom 50 (schema classroom50/result/v1).

The rules: https://github.com/foundation50/classroom50/blob/main/schemas/result-v1.schema.json. Who handed
in what comes from the environment that its runner sets; the runner stamps owner, type and time anew. Runs
in the judge.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from grader.model import Report
from grader.report.entries import Entry, entries, fault_entry, tried_entries
from grader.report.wording import finite
from grader.text import clean, clean_line

MESSAGE_LIMIT = 2_000
HUNDREDTHS = 100


def classroom50_dict(report: Report, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return `report` as result.json. What the environment does not say is called "local".

    Scores there are whole numbers. An exercise whose points can be earned in part (it has a quiz, or
    checks worth half a point) counts in hundredths of a point, the same for every learner. A report
    whose status is `error` says why and has a maximum of 0: nothing is counted against anybody.
    """
    unit = _unit(report)
    failed = report.status == "error"
    shown = [fault_entry(report)] if failed else tried_entries(report)
    tests = [_test(entry, unit) for entry in shown]
    counted = [] if failed else entries(report)
    commit = _said(environment, "COMMIT_URL")
    return {
        "schema": "classroom50/result/v1",
        "classroom": _said(environment, "CLASSROOM"),
        "assignment": _said(environment, "ASSIGNMENT", clean_line(report.exercise)),
        "assignment_type": "group"
        if environment.get("ASSIGNMENT_TYPE") == "group"
        else "individual",
        "owner": _said(environment, "OWNER", clean_line(report.learner or "") or "local"),
        "submission": _said(environment, "SUBMISSION_TAG", "submit/local"),
        "commit": commit,
        "release": _said(environment, "RELEASE_URL"),
        "review": _said(environment, "REVIEW_URL", commit),
        "datetime": _moment(report.started),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(round(entry.max_score * unit) for entry in counted),
        "tests": tests,
    }


def classroom50_json(report: Report) -> str:
    """Return `classroom50_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(classroom50_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _test(entry: Entry, unit: int) -> dict[str, Any]:
    most = round(entry.max_score * unit)
    return {
        "test-name": entry.name,
        "passed": entry.outcome == "passed",
        "score": min(round(entry.score * unit), most),
        "max-score": most,
        "message": clean(entry.text, MESSAGE_LIMIT),
    }


def _unit(report: Report) -> int:
    whole = all(finite(check.max_score).is_integer() for check in report.checks)
    return 1 if whole and not report.quiz else HUNDREDTHS


def _said(environment: Mapping[str, str], name: str, otherwise: str = "local") -> str:
    return environment.get(name, "").strip() or otherwise


def _moment(started: str) -> str:
    """An ISO 8601 time in UTC; the epoch for what is none."""
    try:
        moment = datetime.fromisoformat(started).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = datetime.fromtimestamp(0, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
