"""Report -> notes on lines of code: GitHub's workflow commands, GitLab's code-quality report.

The rules: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. Runs in the judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.model import Report
from grader.report.entries import Entry, check_entries
from grader.text import clean_line

TEXT_LIMIT = 1_000


def github_annotations(report: Report) -> str:
    """Return one workflow command a failure, for the log of a step."""
    return "".join(f"{_command(report, entry)}\n" for entry in _failures(report))


def gitlab_codequality(report: Report) -> str:
    """Return the failures as a code-quality report."""
    issues = [_issue(report, entry) for entry in _failures(report)]
    return msgspec.json.encode(issues).decode() + "\n"


def _failures(report: Report) -> Iterator[Entry]:
    for entry in check_entries(report):
        if entry.outcome in ("failed", "error") and entry.status != "not_started":
            yield entry


def _command(report: Report, entry: Entry) -> str:
    properties = {"file": _file(report), "line": str(entry.line or 1), "title": entry.name[:200]}
    words = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    level = "warning" if entry.outcome == "error" else "error"
    return f"::{level} {words}::{_data(entry.message[:TEXT_LIMIT])}"


def _issue(report: Report, entry: Entry) -> dict[str, Any]:
    place = f"{report.exercise}/{entry.id}"
    return {
        "description": f"{entry.name}: {entry.message}"[:TEXT_LIMIT],
        "check_name": entry.id,
        "fingerprint": hashlib.sha256(place.encode()).hexdigest(),
        "severity": "info" if entry.outcome == "error" else "major",
        "location": {"path": _file(report), "lines": {"begin": entry.line or 1}},
    }


def _file(report: Report) -> str:
    return clean_line(report.submission, 500)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
