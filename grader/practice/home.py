"""Who grades: the private half of a course or, where a learner has none, what is published. Runs in the judge."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from grader.course import is_at_home
from grader.judge import Judge
from grader.model import Exercise


def judge_of(exercise: Exercise, solutions: Path | None = None, **options: Any) -> Judge:
    """The judge for whoever runs `grade`: by the private half, which `solutions` or GRADE_SOLUTIONS names, or at home.

    `options` are those of `Judge`.
    """
    if is_at_home(exercise, solutions):
        return home_judge(exercise, **options)
    return Judge(exercise, record=True, **options)


def home_judge(exercise: Exercise, **options: Any) -> Judge:
    """A judge by the exercise's public record or, without a usable one, by the examples of its stub."""
    from grader.practice.examples import StubHalf
    from grader.practice.grading import PublishedHalf
    from grader.practice.record import UnusableRecord, record_file

    problem = ""
    if record_file(exercise).exists():
        try:
            return Judge(exercise, half=PublishedHalf, **options)
        except UnusableRecord as error:
            problem = str(error)
    return Judge(exercise, half=partial(StubHalf, problem=problem), **options)
