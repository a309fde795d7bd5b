"""Report -> JUnit XML, which continuous integration reads.

Runs in the judge.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from grader.model import Report
from grader.report.entries import Entry, check_entries, question_entries
from grader.report.wording import finite
from grader.text import clean_line


def junit_xml(report: Report) -> str:
    """Return `report` as JUnit XML: one test suite, one test case a check and a question.

    A check that was not started counts as a failure, so that nothing else is mistaken for a pass; a
    question that is still open is skipped.
    """
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
    exercise = clean_line(report.exercise)
    outcomes = [_case(suite, exercise, entry) for entry in check_entries(report)]
    outcomes += [_case(suite, f"{exercise}.quiz", entry) for entry in question_entries(report)]
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


def _case(suite: ET.Element, classname: str, entry: Entry) -> str:
    """Add one test case; returns the element that says what became of it, empty for a pass."""
    case = ET.SubElement(suite, "testcase", classname=classname, name=entry.name)
    case.set("time", f"{entry.duration:.3f}")
    tags = {"passed": "", "failed": "failure", "error": "error", "skipped": "skipped"}
    tag = tags[entry.outcome]
    if tag:
        child = ET.SubElement(case, tag, message=entry.message)
        if tag != "skipped":
            child.set("type", entry.status)
            child.text = entry.text
    if entry.stdout:
        ET.SubElement(case, "system-out").text = entry.stdout
    return tag
