"""Report -> the formats that other programs read: JSON, JUnit XML, Gradescope.

Every format is made from the same Report, and a check that belongs to the exercise is in each of
them, whatever became of it. `write_atomic` is how any report reaches the disk.

Runs in the judge.
"""

from __future__ import annotations

import math
import os
import secrets
import stat
from pathlib import Path
from typing import Any

import msgspec

from grader.messages import message
from grader.model import CheckResult, QuestionResult, Report
from grader.plain import plain_text
from grader.text import clean, clean_line, encodable

SCHEMA_FILE = Path(__file__).with_name("schema") / "report-v1.json"
OUTPUT_LIMIT = 6_000


def report_dict(report: Report) -> dict[str, Any]:
    """Return `report` as the plain data that `grade/report/v1` describes."""
    data = _plain(msgspec.to_builtins(report))
    assert isinstance(data, dict)
    return {"schema": data.pop("schema"), **data}


def report_json(report: Report) -> str:
    """Return `report` as JSON text, one key a line, ending in a newline."""
    encoded = msgspec.json.encode(report_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def read_report(text: str | bytes) -> Report:
    """Return the Report that `report_json` wrote; `msgspec.ValidationError` if it is not one."""
    return msgspec.json.decode(text, type=Report)


def junit_xml(report: Report) -> str:
    """Return `report` as JUnit XML: one test suite, one test case a check and a question.

    A check that was not started counts as a failure, so that nothing else is mistaken for a pass.
    """
    import xml.etree.ElementTree as ET

    suite = ET.Element("testsuite", name=clean_line(report.exercise))
    suite.set("time", f"{_finite(report.duration):.3f}")
    suite.set("timestamp", clean_line(report.started))
    properties = ET.SubElement(suite, "properties")
    facts = {
        "score": f"{_finite(report.score):g}",
        "max_score": f"{_finite(report.max_score):g}",
        "status": report.status,
        "device": report.device,
        "sandbox": " ".join(report.sandbox),
        "learner": report.learner or "",
        "submission": report.submission,
    }
    for name, value in facts.items():
        ET.SubElement(properties, "property", name=name, value=clean_line(value))
    outcomes = [_junit_check(ET, suite, report, check) for check in report.checks]
    outcomes += [_junit_question(ET, suite, report, question) for question in report.quiz]
    counts = {
        "tests": len(outcomes),
        "failures": outcomes.count("failure"),
        "errors": outcomes.count("error"),
        "skipped": outcomes.count("skipped"),
    }
    root = ET.Element("testsuites", name="grade", time=suite.attrib["time"])
    for element in (suite, root):
        for name, count in counts.items():
            element.set(name, str(count))
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


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
            "execution_time": _finite(report.duration),
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "tests": [],
        }
    tests = [_gradescope_check(str(n), check) for n, check in enumerate(report.checks, 1)]
    tests += [_gradescope_question(f"Q{n}", answer) for n, answer in enumerate(report.quiz, 1)]
    return {
        "score": _finite(report.score),
        "execution_time": _finite(report.duration),
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
            "max_score": _finite(report.max_score),
        },
        "tests": tests,
    }


def gradescope_json(report: Report) -> str:
    """Return `gradescope_dict(report)` as JSON text."""
    encoded = msgspec.json.encode(gradescope_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def check_text(check: CheckResult) -> str:
    """Return all that a check found as plain text, for formats that have no structure for it."""
    parts = [check.message]
    if (case := check.counterexample) is not None:
        expected, actual = message("finding.expected"), message("finding.actual")
        parts.append(f"{case.call}\n  {expected}: {case.expected}\n  {actual}: {case.actual}")
    parts += check.relations
    if check.misconception:
        parts.append(f"{message('finding.looks_like')}: {plain_text(check.misconception)}")
    parts.append(plain_text(check.explanation or ""))
    if check.hint:
        parts.append(f"{message('finding.hint')}: {plain_text(check.hint)}")
    if check.traceback:
        parts.append(check.traceback)
    if check.stdout:
        parts.append(f"{message('finding.stdout')}:\n{check.stdout}")
    texts = (clean(part, OUTPUT_LIMIT).strip() for part in parts)
    return "\n\n".join(text for text in texts if text)


def write_atomic(path: Path | str, text: str | bytes) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one, never a part.

    A str is written as UTF-8. Missing folders are made. What is no regular file (a pipe,
    `/dev/stdout`) is written to as it is. An `OSError` goes to the caller, with nothing left
    behind.
    """
    target = Path(path)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    if target.exists() and not stat.S_ISREG(target.stat().st_mode) and not target.is_dir():
        target.write_bytes(data)
        return
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _plain(value: Any) -> Any:
    """Make `value` fit for JSON: text that UTF-8 can carry, no number that JSON cannot write."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {
            key: _finite(item) if key in ("score", "max_score", "duration") else _plain(item)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _finite(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0


def _junit_check(ET: Any, suite: Any, report: Report, check: CheckResult) -> str:
    case = ET.SubElement(suite, "testcase")
    case.set("classname", clean_line(report.exercise))
    case.set("name", clean_line(check.title or check.id))
    case.set("time", f"{_finite(check.duration):.3f}")
    outcome = {"passed": "", "error": "error", "skipped": "skipped"}.get(check.status, "failure")
    if outcome:
        first = clean_line(check.message) or message(f"status.{check.status}")
        child = ET.SubElement(case, outcome, message=first)
        if outcome != "skipped":
            child.set("type", check.status)
            child.text = check_text(check)
    if check.stdout:
        ET.SubElement(case, "system-out").text = clean(check.stdout, OUTPUT_LIMIT)
    return outcome


def _junit_question(ET: Any, suite: Any, report: Report, answer: QuestionResult) -> str:
    case = ET.SubElement(suite, "testcase", time="0.000")
    case.set("classname", f"{clean_line(report.exercise)}.quiz")
    case.set("name", clean_line(plain_text(answer.title) or answer.id))
    if answer.status == "correct":
        return ""
    child = ET.SubElement(case, "failure", message=message(f"status.{answer.status}"))
    child.set("type", answer.status)
    child.text = _answer_text(answer)
    return "failure"


def _gradescope_check(number: str, check: CheckResult) -> dict[str, Any]:
    return {
        "number": number,
        "name": clean_line(check.title or check.id),
        "score": _finite(check.score),
        "max_score": _finite(check.max_score),
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
        "score": _finite(answer.score),
        "max_score": _finite(answer.max_score),
        "status": "passed" if answer.status == "correct" else "failed",
        "visibility": "visible",
        "output": _answer_text(answer),
        "output_format": "text",
        "extra_data": {"id": clean_line(answer.id), "status": answer.status},
    }


def _answer_text(answer: QuestionResult) -> str:
    given = message("quiz.none") if answer.given is None else answer.given
    feedback = clean(plain_text(answer.feedback), OUTPUT_LIMIT)
    lines = f"{message('quiz.given')}: {clean(given, 2000)}\n{feedback}"
    return lines.strip()
