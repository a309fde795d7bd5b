"""Report -> what GitHub Classroom's reporter reads: JSON in base64, one line, small enough for an environment variable.

The rules: https://github.com/classroom-resources/autograding-grading-reporter. Runs in the judge.
"""

from __future__ import annotations

import base64
from pathlib import PurePath
from typing import Any

import msgspec

from grader.model import Report
from grader.report.entries import Entry, fault_entry, tried_entries
from grader.report.wording import finite
from grader.text import clean, clean_line

VARIABLE_LIMIT = 120_000  # Linux passes at most 128 KiB in one variable
STATES = {"passed": "pass", "failed": "fail", "error": "error", "skipped": "fail"}


def github_classroom_dict(report: Report, limit: int = 2_000) -> dict[str, Any]:
    """Return `report` as the reporter's JSON, no text longer than about `limit` characters.

    Open questions are left out, for the reporter knows no test that is neither passed nor failed. A
    report whose status is `error` has a maximum of 0, with which the reporter records no points.
    """
    file = clean_line(PurePath(report.submission).name, 200)
    failed = report.status == "error"
    tests = [fault_entry(report)] if failed else tried_entries(report)
    return {
        "version": 1,
        "status": "error" if failed else "pass" if report.status == "passed" else "fail",
        "max_score": 0 if failed else finite(report.max_score),
        "tests": [_test(entry, file, limit) for entry in tests],
    }


def github_classroom_base64(report: Report) -> str:
    """Return `github_classroom_dict(report)` as base64 on one line, texts shortened until it fits."""
    encoded = b""
    for limit in (2_000, 500, 100, 0):
        encoded = base64.b64encode(msgspec.json.encode(github_classroom_dict(report, limit)))
        if len(encoded) <= VARIABLE_LIMIT:
            break
    return encoded.decode() + "\n"


def _test(entry: Entry, file: str, limit: int) -> dict[str, Any]:
    return {
        "name": entry.name,
        "status": STATES[entry.outcome],
        "message": "" if entry.outcome == "passed" else clean(entry.text, limit),
        "test_code": clean(entry.case.call, limit) if entry.case else "",
        "filename": file,
        "line_no": entry.line or 0,
        "duration": entry.duration,
        "score": entry.score,
    }
