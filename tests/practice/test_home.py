"""With the public half alone a learner gets the report that the whole course gives for the practice checks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from grader.course import is_at_home, stub_source
from grader.judge import Judge
from grader.model import Report
from grader.practice import home_judge
from grader.sandbox import Launcher
from tests.practice.conftest import REFERENCE, WRONG, Course
from tests.small_course import handed_in


@pytest.fixture(scope="module")
def home(course: Course, numpy_launcher: Launcher) -> Judge:
    with home_judge(course.home, launcher=numpy_launcher) as judge:
        yield judge


@pytest.fixture(scope="module")
def whole(course: Course, numpy_launcher: Launcher) -> Judge:
    with Judge(course.whole, launcher=numpy_launcher) as judge:
        yield judge


def practice_part(report: Report, names: set[str]) -> list[dict[str, Any]]:
    """What a report says of some checks, apart from seconds and from how many inputs were compared."""
    checks = [
        msgspec.to_builtins(check, str_keys=True) for check in report.checks if check.id in names
    ]
    for check in checks:
        del check["duration"]
        check["explanation"] = (check["explanation"] or "").partition(".")[0]
    return checks


def laid_over(*lines: str) -> str:
    return REFERENCE + "\n\n" + "\n".join(lines) + "\n"


SUBMISSIONS = {
    "right": REFERENCE,
    "stub": stub_source(REFERENCE),
    "squares": laid_over(WRONG["squares"]),
    "off_late": laid_over(WRONG["off_late"]),
    "no array": laid_over("def scale(x, by):", "    return 1.0"),
    "raises": laid_over("def scale(x, by):", "    raise ValueError('no')"),
    "wrong object": laid_over("class Counter:", "    total = 0", "    def __init__(self, start):", "        pass", "    def add(self, step):", "        pass"),
    "syntax error": "def double(n:\n",
    "missing": REFERENCE.replace("def scale", "def scael"),
}  # fmt: skip


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_report_is_that_of_the_whole_course(
    course: Course, home: Judge, whole: Judge, name: str
) -> None:
    submission = handed_in(SUBMISSIONS[name])
    at_home, official = home.grade(submission), whole.grade(submission)
    names = {check.id for check in at_home.checks}
    assert names == {"test_double", "test_scale", "test_double_is_even", "test_counter"}
    wanted = practice_part(official, names)
    for check in wanted:  # where it is a hidden check that stands in the way
        check["message"] = check["message"].replace("A hidden check", "Doubles")
    for ours, theirs in zip(practice_part(at_home, names), wanted, strict=True):
        assert ours == theirs


def test_known_mistakes_are_named_with_their_smallest_example(home: Judge) -> None:
    report = home.grade(handed_in(SUBMISSIONS["off_late"]))
    double = report.checks[0]
    assert double.misconception == "forgets large numbers"
    assert double.counterexample is not None
    assert double.counterexample.call == "double(n=17)"
    assert (double.counterexample.expected, double.counterexample.actual) == ("34", "38")


def test_a_mistake_that_ends_the_process_is_named(home: Judge) -> None:
    report = home.grade(handed_in(laid_over(WRONG["quits"])))
    assert report.checks[0].misconception == "leaves the program"
    assert report.checks[0].rung == "died"


def test_answers_that_passed_tell_known_mistakes_apart(home: Judge, whole: Judge) -> None:
    wrong = laid_over("def double(n):", "    return n + n if n > 60 else 100 + n + n")
    for judge in (home, whole):
        checks = {check.id: check for check in judge.grade(handed_in(wrong)).checks}
        assert checks["test_double_is_even"].status == "passed"
        double = checks["test_double"]
        assert double.misconception == "adds a hundred to small numbers"
        assert "also" not in (double.explanation or "")


def test_a_mistake_that_nobody_wrote_down_is_named_as_a_change_of_the_reference(
    home: Judge,
) -> None:
    report = home.grade(handed_in(laid_over("def double(n):", "    return n * 3")))
    assert report.checks[0].misconception == "uses 3 where another number belongs"


@pytest.mark.parametrize("wrong", ["n * 2 + n // 7", "7", "None"])
def test_a_mistake_that_no_change_gives_has_no_name(home: Judge, wrong: str) -> None:
    report = home.grade(handed_in(laid_over("def double(n):", f"    return {wrong}")))
    assert report.checks[0].status == "failed"
    assert report.checks[0].misconception is None


def test_the_report_says_how_many_more_checks_there_are(home: Judge) -> None:
    report = home.grade(handed_in(REFERENCE))
    assert report.status == "passed"
    assert report.max_score == 5
    assert report.notes[-1] == (
        "Graded by 4 of 5 checks, those for practice. The others, worth 3 points, are asked at the "
        "official grading."
    )


def test_answers_with_other_last_bits_pass(home: Judge) -> None:
    report = home.grade(handed_in(laid_over("def scale(x, by):", "    return by / 7 * x * 7")))
    assert report.checks[1].status == "passed"


def test_without_a_private_half_one_is_at_home(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRADE_SOLUTIONS", raising=False)
    assert is_at_home(course.home)
    assert not is_at_home(course.whole)
    assert not is_at_home(course.home, course.home.folder)
    monkeypatch.setenv("GRADE_SOLUTIONS", "elsewhere")
    assert not is_at_home(course.home)
