"""Where two expressions are compared: points of the question's domain, drawn for each variant."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from grader.quiz.format import ExpressionQuestion
from grader.quiz.ranges import candidates
from grader.quiz.stream import Stream

COUNT = 24


def comparison_points(question: ExpressionQuestion, seed: str) -> list[Mapping[str, Fraction]]:
    """Points that a learner cannot know beforehand; the same ones each time for one variant."""
    return _points(tuple(question.variables), tuple(sorted(question.domain.items())), seed)


@lru_cache(maxsize=256)
def _points(
    variables: tuple[str, ...], domain: tuple[tuple[str, str], ...], seed: str
) -> list[Mapping[str, Fraction]]:
    stream = Stream(seed, "points")
    ranges = dict(domain)
    return [
        {
            name: Fraction(str(stream.pick(candidates(ranges[name]))))
            if name in ranges
            else _anything(stream)
            for name in variables
        }
        for _ in range(COUNT)
    ]


def _anything(stream: Stream) -> Fraction:
    """A fraction between 1/2 and 9, rarely a whole number."""
    below = stream.pick((2, 3, 5, 7, 11, 13))
    return Fraction(below + 2 * stream.below(8 * below) + 1, 2 * below)
