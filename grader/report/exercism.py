"""Report -> results.json of an exercism test runner, version 3.

The rules: https://exercism.org/docs/building/tooling/test-runners/interface. Runs in the judge.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.messages import message
from grader.model import Report
from grader.report.entries import Entry, fault, tried_entries

STATES = {"passed": "pass", "failed": "fail", "error": "error", "skipped": "fail"}
PRINTED_LIMIT = 500  # characters of what a learner's code printed, the rules' own


def exercism_dict(report: Report) -> dict[str, Any]:
    """Return `report` as results.json. Open questions are left out: a test there passes or fails."""
    if report.status == "error":
        return {"version": 3, "status": "error", "message": fault(report), "tests": []}
    return {
        "version": 3,
        "status": "pass" if report.status == "passed" else "fail",
        "message": None,
        "tests": [_test(entry) for entry in tried_entries(report)],
    }


def exercism_json(report: Report) -> str:
    """Return `exercism_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(exercism_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _test(entry: Entry) -> dict[str, Any]:
    test = {
        "name": entry.name,
        "status": STATES[entry.outcome],
        "message": None if entry.outcome == "passed" else entry.text,
        "output": _printed(entry.stdout),
    }
    return {**test, "test_code": entry.case.call} if entry.case else test


def _printed(text: str) -> str:
    if len(text) <= PRINTED_LIMIT:
        return text
    note = "\n" + message("export.printed", limit=PRINTED_LIMIT)
    return text[: PRINTED_LIMIT - len(note)] + note
