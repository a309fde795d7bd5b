"""Report -> Gradescope's results.json (https://gradescope-autograders.readthedocs.io/en/latest/specs/).

Runs in the judge.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.messages import message
from grader.model import CheckResult, QuestionResult, Report
from grader.report.plain import plain_text
from grader.report.wording import OUTPUT_LIMIT, answer_text, check_text, finite
from grader.text import clean, clean_line


def gradescope_dict(report: Report) -> dict[str, Any]:
    """Return `report` as Gradescope's results.json.

    A report whose status is `error` carries no score at all, so that Gradescope says that the
    grader failed instead of recording a zero.
    """
    if report.status == "error":
        reasons = [check.message for check in report.checks if check.status == "error"]
        reason = clean("\n".join([*reasons, *report.notes]), OUTPUT_LIMIT)
        return {
            "output": message("export.error", reason=reason).strip(),
            "output_format": "text",
            "execution_time": finite(report.duration),
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "tests": [],
        }
    tests = [_gradescope_check(str(n), check) for n, check in enumerate(report.checks, 1)]
    tests += [_gradescope_question(f"Q{n}", answer) for n, answer in enumerate(report.quiz, 1)]
    return {
        "score": finite(report.score),
        "execution_time": finite(report.duration),
        "output": clean("\n".join(report.notes), OUTPUT_LIMIT),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "schema": report.schema,
            "exercise": report.exercise,
            "status": report.status,
            "max_score": finite(report.max_score),
        },
        "tests": tests,
    }


def gradescope_json(report: Report) -> str:
    """Return `gradescope_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(gradescope_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _gradescope_check(number: str, check: CheckResult) -> dict[str, Any]:
    return {
        "number": number,
        "name": clean_line(check.title or check.id),
        "score": finite(check.score),
        "max_score": finite(check.max_score),
        "status": "passed" if check.status == "passed" else "failed",
        "visibility": check.visibility,
        "output": check_text(check),
        "output_format": "text",
        "extra_data": {"id": clean_line(check.id), "status": check.status},
    }


def _gradescope_question(number: str, answer: QuestionResult) -> dict[str, Any]:
    return {
        "number": number,
        "name": clean_line(plain_text(answer.title) or answer.id),
        "score": finite(answer.score),
        "max_score": finite(answer.max_score),
        "status": "passed" if answer.status == "correct" else "failed",
        "visibility": "visible",
        "output": answer_text(answer),
        "output_format": "text",
        "extra_data": {"id": clean_line(answer.id), "status": answer.status},
    }
