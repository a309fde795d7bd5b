"""Who grades where nobody has the private half of a course. Runs in the judge, on a learner's own machine."""

from __future__ import annotations

from functools import partial
from typing import Any

from grader.judge import Judge
from grader.model import Exercise
from grader.practice.examples import StubHalf
from grader.practice.grading import PublishedHalf
from grader.practice.record import UnusableRecord, record_file


def home_judge(exercise: Exercise, **options: Any) -> Judge:
    """A judge by the exercise's public record or, without a usable one, by the examples of its stub.

    `options` are those of `Judge`.
    """
    problem = ""
    if record_file(exercise).exists():
        try:
            return Judge(exercise, half=PublishedHalf, **options)
        except UnusableRecord as error:
            problem = str(error)
    return Judge(exercise, half=partial(StubHalf, problem=problem), **options)
