"""Report -> one plain entry for each check and question, for formats that know nothing but tests.

Whatever a learner controls is cleaned here; escaping is each format's own. Runs in the judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.messages import message
from grader.model import CheckResult, Counterexample, QuestionResult, Report, Rung, Visibility
from grader.report.plain import plain_text
from grader.report.wording import OUTPUT_LIMIT, answer_text, check_text, finite
from grader.text import clean, clean_line

Outcome = Literal["passed", "failed", "error", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One check or question as a test: `name` is its stable id with the title beside it.

    `text` is all that was found, `message` one line of it; `case` is the call that shows a failure.
    """

    id: str
    title: str
    outcome: Outcome
    status: str
    score: float
    max_score: float
    message: str
    text: str
    visibility: Visibility = "visible"
    case: Counterexample | None = None
    stdout: str = ""
    line: int | None = None
    duration: float = 0.0
    rung: Rung | None = None

    @property
    def name(self) -> str:
        return f"{self.id}: {self.title}" if self.title != self.id else self.id


def check_entries(report: Report) -> list[Entry]:
    """Return the checks, in order."""
    return [_check(check, lines=not report.cells) for check in report.checks]


def question_entries(report: Report) -> list[Entry]:
    """Return the questions of the quiz, in order; one that is open, or that does not decide, is skipped.

    Where the report says "passed" although a question is not right, that question decides nothing.
    """
    return [_question(question, decides=report.status != "passed") for question in report.quiz]


def entries(report: Report) -> list[Entry]:
    """Return checks, then questions."""
    return [*check_entries(report), *question_entries(report)]


def tried_entries(report: Report) -> list[Entry]:
    """Return checks and answered questions, for formats in which what is not passed has failed."""
    answered = [entry for entry in question_entries(report) if entry.outcome != "skipped"]
    return [*check_entries(report), *answered]


def fault(report: Report) -> str:
    """Return why a report whose status is `error` has no score; a check kept back is not quoted."""
    stopped = [check for check in report.checks if check.status == "error"]
    reasons = [check.message for check in stopped if check.visibility == "visible"]
    reason = clean("\n".join([*reasons, *report.notes]), OUTPUT_LIMIT)
    return message("export.error", reason=reason).strip()


def fault_entry(report: Report) -> Entry:
    """Return the one entry of a report whose status is `error`, for formats that need one."""
    name, text = clean_line(report.exercise), fault(report)
    return Entry(
        id=name,
        title=name,
        outcome="error",
        status="error",
        score=0.0,
        max_score=0.0,
        message=clean_line(text),
        text=text,
    )


def _check(check: CheckResult, *, lines: bool) -> Entry:
    outcomes: dict[str, Outcome] = {"passed": "passed", "error": "error", "skipped": "skipped"}
    return Entry(
        id=clean_line(check.id),
        title=clean_line(check.title or check.id),
        outcome=outcomes.get(check.status, "failed"),
        status=check.status,
        score=finite(check.score),
        max_score=finite(check.max_score),
        message=clean_line(check.message) or message(f"status.{check.status}"),
        text=check_text(check),
        visibility=check.visibility,
        case=_cleaned(check.counterexample),
        stdout=clean(check.stdout, OUTPUT_LIMIT),
        line=check.line if lines else None,  # a notebook's file has other lines
        duration=finite(check.duration),
        rung=check.rung,
    )


def _cleaned(case: Counterexample | None) -> Counterexample | None:
    if case is None:
        return None
    parts = (clean(part, OUTPUT_LIMIT) for part in (case.call, case.expected, case.actual))
    call, expected, actual = parts
    return Counterexample(call=call, expected=expected, actual=actual)


def _question(question: QuestionResult, *, decides: bool) -> Entry:
    outcome: Outcome = "failed"
    if question.status == "correct":
        outcome = "passed"
    elif question.status == "unanswered" or not question.max_score or not decides:
        outcome = "skipped"  # changes nothing about the exit code either
    return Entry(
        id=clean_line(question.id),
        title=clean_line(plain_text(question.title) or question.id),
        outcome=outcome,
        status=question.status,
        score=finite(question.score),
        max_score=finite(question.max_score),
        message=message(f"status.{question.status}"),
        text=answer_text(question),
    )
