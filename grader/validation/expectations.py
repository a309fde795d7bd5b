"""What the reports of trials should say, and a problem in words for each that says something else."""

from __future__ import annotations

from grader.course import Variant
from grader.errors import CourseError
from grader.messages import message
from grader.model import FAILING, CheckResult, Report
from grader.text import number
from grader.validation.results import AlternativeTrial, Aspect, Problem, WrongTrial


def reference_problems(report: Report) -> list[Problem]:
    """The reference earns all points. Raises `CourseError` where a check breaks down for it."""
    check = _first(report, "error", "failed", "timeout", "not_started")
    if check is None:
        return []
    if check.status == "error":
        raise CourseError(f"{check.id} breaks down for the reference itself: {check.message}")
    score, most = number(report.score), number(report.max_score)
    values = {"score": score, "max_score": most, "check": check.id, "text": check.message}
    return [_problem("reference", "reference.fails", **values)]


def stub_problems(report: Report) -> list[Problem]:
    """The stub earns nothing, and no check says that it was started."""
    others = [check.id for check in report.checks if check.status != "not_started"]
    if not others and not report.score:
        return []
    values = {"score": number(report.score), "status": report.status, "names": ", ".join(others)}
    return [_problem("stub", "stub.started", **values)]


def wrong_trial(variant: Variant, report: Report) -> WrongTrial:
    failing = [check for check in report.checks if check.status in FAILING]
    return WrongTrial(
        name=variant.name,
        title=variant.title,
        failed=bool(failing),
        failing=[check.id for check in failing],
        named=list(dict.fromkeys(check.misconception for check in failing if check.misconception)),
        points=report.score,
        duration=report.duration,
    )


def wrong_problems(variant: Variant, report: Report) -> list[Problem]:
    """A wrong file fails a check, and makes none break down."""
    if broken := _first(report, "error"):
        values = {"name": variant.name, "check": broken.id, "text": broken.message}
        return [_problem("checks", "wrong.error", **values)]
    if _first(report, *FAILING):
        return []
    return [_problem("checks", "wrong.passes", name=variant.name, title=variant.title)]


def alternative_trial(name: str, report: Report) -> AlternativeTrial:
    others = [check for check in report.checks if check.status != "passed"]
    return AlternativeTrial(
        name=name,
        passed=not others,
        failing=[check.id for check in others],
        message=others[0].message if others else "",
        duration=report.duration,
    )


def alternative_problems(trial: AlternativeTrial) -> list[Problem]:
    """An alternative passes every check."""
    if trial.passed:
        return []
    values = {"name": trial.name, "check": trial.failing[0], "text": trial.message}
    return [_problem("checks", "alternative.fails", **values)]


def _first(report: Report, *states: str) -> CheckResult | None:
    return next((check for check in report.checks if check.status in states), None)


def _problem(aspect: Aspect, key: str, **values: object) -> Problem:
    return Problem(aspect=aspect, text=message(f"validate.{key}", **values))
