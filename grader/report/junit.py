"""Report -> JUnit XML, which continuous integration reads.

Runs in the judge.
"""

from __future__ import annotations

from typing import Any

from grader.messages import message
from grader.model import CheckResult, QuestionResult, Report
from grader.report.plain import plain_text
from grader.report.wording import OUTPUT_LIMIT, answer_text, check_text, finite
from grader.text import clean, clean_line


def junit_xml(report: Report) -> str:
    """Return `report` as JUnit XML: one test suite, one test case a check and a question.

    A check that was not started counts as a failure, so that nothing else is mistaken for a pass.
    """
    import xml.etree.ElementTree as ET

    suite = ET.Element("testsuite", name=clean_line(report.exercise))
    suite.set("time", f"{finite(report.duration):.3f}")
    suite.set("timestamp", clean_line(report.started))
    properties = ET.SubElement(suite, "properties")
    facts = {
        "score": f"{finite(report.score):g}",
        "max_score": f"{finite(report.max_score):g}",
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


def _junit_check(ET: Any, suite: Any, report: Report, check: CheckResult) -> str:
    case = ET.SubElement(suite, "testcase")
    case.set("classname", clean_line(report.exercise))
    case.set("name", clean_line(check.title or check.id))
    case.set("time", f"{finite(check.duration):.3f}")
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
    child.text = answer_text(answer)
    return "failure"
