"""What a check or an answer came to as plain text, for formats that have no structure for it.

Runs in the judge.
"""

from __future__ import annotations

import math

from grader.messages import message
from grader.model import CheckResult, Counterexample, QuestionResult, Report, cell_line
from grader.report.plain import plain_text
from grader.text import clean

OUTPUT_LIMIT = 6_000


def case_lines(case: Counterexample) -> list[str]:
    """Return the call that shows a failure, what should come out and what did, as far as they are known."""
    words = message("finding.expected"), message("finding.actual")
    shown = zip(words, (case.expected, case.actual), strict=True)
    return [*filter(None, [case.call]), *(f"{word}: {value}" for word, value in shown if value)]


def check_text(check: CheckResult) -> str:
    """Return all that a check found as plain text, for formats that have no structure for it."""
    parts = [check.message]
    if (case := check.counterexample) is not None:
        parts.append("\n  ".join(case_lines(case)))
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


def line_words(key: str, report: Report, check: CheckResult) -> str:
    """The sentence `key` about the line of a check that failed: of the file, or of a notebook's cell."""
    assert check.line is not None
    if not report.cells:
        return message(key, line=check.line)
    cell, line = cell_line(report.cells, check.line)
    return message(f"{key}.cell", cell=cell, line=line)


def finite(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0


def answer_text(answer: QuestionResult) -> str:
    given = message("quiz.none") if answer.given is None else answer.given
    feedback = clean(plain_text(answer.feedback), OUTPUT_LIMIT)
    lines = f"{message('quiz.given')}: {clean(given, 2000)}\n{feedback}"
    return lines.strip()
