"""The formats of a report that other programs read: one line each.

A format is a function from Report to text; every one shows each check of the exercise, whatever
became of it.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.model import Report
from grader.report.gradescope import gradescope_json
from grader.report.json_report import report_json
from grader.report.junit import junit_xml

FORMATS: dict[str, Callable[[Report], str]] = {
    "json": report_json,
    "junit": junit_xml,
    "gradescope": gradescope_json,
}
