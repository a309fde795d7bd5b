"""What a report leads with: causes before consequences, and one next step.

Failing checks that show the same misconception are one finding, and so are those of one function that show
none: the most telling of them leads, the others are folded under it. Used by the HTML report and by the
terminal. Knows no format.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.messages import message
from grader.model import FAILING, CheckResult, QuestionResult, Report
from grader.report.plain import plain_text
from grader.text import clean_line


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause: the check that shows it best, and those that fail for the same reason."""

    lead: CheckResult
    folded: tuple[CheckResult, ...]

    @property
    def function(self) -> str | None:
        """The learner's function to look at."""
        return blamed(self.lead)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now, in one sentence, and the check it is about."""

    sentence: str
    check: CheckResult | None = None


def findings_of(report: Report) -> list[Finding]:
    """Return the failing checks grouped by cause, in the order of the checks.

    Checks belong together when they show the same misconception. One without a name goes with
    the others of its function that have none. Of the findings about one function those that are about
    a plain case lead, and of these those with a name.
    """
    groups: dict[object, list[CheckResult]] = {}
    places: dict[str | None, int] = {}
    for place, check in enumerate(report.checks):
        if check.status in FAILING:
            function = blamed(check)
            places.setdefault(function or check.id, place)
            key: object = check.misconception or ((function,) if function else check.id)
            groups.setdefault(key, []).append(check)

    def order(finding: Finding) -> tuple[int, bool, bool]:
        lead = finding.lead
        place = places[finding.function or lead.id]
        return place, _is_corner_case(lead), not lead.misconception

    return sorted(map(_finding, groups.values()), key=order)


def _is_corner_case(check: CheckResult) -> bool:
    """Whether what shows a failure is an empty array."""
    shown = check.counterexample
    return shown is not None and ("zeros((0," in shown.call or "array([]" in shown.call)


def blamed(check: CheckResult) -> str | None:
    """Return the learner's function that explains the check: the cause found, or the first."""
    return check.cause or (check.functions[0] if check.functions else None)


def with_status(report: Report, status: str) -> list[CheckResult]:
    """Return the checks in that state, in order."""
    return [check for check in report.checks if check.status == status]


def open_questions(report: Report) -> list[QuestionResult]:
    """Return the questions that have not earned all they can."""
    return [
        question
        for question in report.quiz
        if question.status != "correct"
        and (question.score < question.max_score or not question.max_score)
    ]


def next_step(report: Report, *, reveal: bool = True) -> NextStep:
    """Return the single most useful thing to do next."""
    if report.status == "error" and not findings_of(report):
        return NextStep(message("next.error"))
    for finding in findings_of(report):
        return _about("next.fix", finding.lead, reveal=reveal)
    for check in with_status(report, "not_started"):
        return _about("next.start", check, reveal=reveal)
    for question in open_questions(report):
        title = clean_line(plain_text(question.title) or question.id)
        return NextStep(message("next.quiz", title=title))
    if report.status == "error":
        return NextStep(message("next.error"))
    return NextStep(message("next.others" if report.left_out else "next.done"))


def verdict_detail(report: Report) -> str:
    """Return the sentences under the verdict."""
    detail = _detail(report)
    if not report.left_out:
        return detail
    ran = len(report.checks)
    only = message("verdict.only", count=ran, total=ran + report.left_out)
    return only if report.status == "passed" else f"{only} {detail}"


def verdict_title(report: Report) -> str:
    """Return the verdict in a few words."""
    partial = report.left_out and report.status == "passed"
    return message("verdict.passed.only" if partial else f"verdict.{report.status}")


def _detail(report: Report) -> str:
    if report.status in ("error", "not_started", "skipped"):
        return message(f"verdict.{report.status}.detail")
    total = len(report.checks)
    if failing := sum(check.status in FAILING for check in report.checks):
        return message("verdict.failed.detail", count=failing, total=total)
    if missing := sum(check.status != "passed" for check in report.checks):
        return message("verdict.todo.detail", count=missing, total=total)
    if waiting := len(open_questions(report)):
        return message("verdict.quiz.detail", count=waiting)
    return message("verdict.passed.detail")


def check_title(check: CheckResult, *, reveal: bool = True) -> str:
    """Return the title that this reader may see."""
    if kept_back(check, reveal=reveal) and check.visibility == "hidden":
        return message("finding.kept.title")
    return clean_line(check.title or check.id)


def kept_sentence(check: CheckResult) -> str:
    """Return the sentence that stands for what a check that is kept back found."""
    key = "" if check.visibility == "hidden" else f".{check.visibility}"
    return message(f"finding.kept{key}")


def kept_back(check: CheckResult, *, reveal: bool) -> bool:
    """Whether what the check found stays hidden from this reader."""
    return check.visibility != "visible" and not reveal


def tally(report: Report) -> list[tuple[str, int]]:
    """Return how many checks are in each state, the states that occur only."""
    order = ("passed", "failed", "timeout", "error", "not_started", "skipped")
    counts = [(status, len(with_status(report, status))) for status in order]
    return [(status, count) for status, count in counts if count]


def _about(key: str, check: CheckResult, *, reveal: bool) -> NextStep:
    kept = kept_back(check, reveal=reveal)
    if kept and check.visibility == "hidden":
        return NextStep(message(f"{key}.kept"), check)
    title = check_title(check, reveal=reveal)
    function = blamed(check)
    if function and function.endswith(".py"):  # the whole file, which cannot be imported
        return NextStep(message("next.fix.file", file=clean_line(function, 80)), check)
    if function and not kept:
        return NextStep(message(key, function=clean_line(function, 80), title=title), check)
    return NextStep(message(f"{key}.plain", title=title), check)


def _finding(group: list[CheckResult]) -> Finding:
    """The lead calls the function itself; a named misconception teaches most, then a call."""

    def telling(check: CheckResult) -> tuple[bool, bool, int]:
        elsewhere = check.cause is not None and check.cause not in check.functions[:1]
        named = 0 if check.misconception else 1 if check.counterexample else 2
        return _is_corner_case(check), elsewhere, named

    lead = min(group, key=telling)
    return Finding(lead=lead, folded=tuple(check for check in group if check is not lead))
