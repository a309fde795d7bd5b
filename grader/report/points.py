"""What was earned, as every outlet writes it: code and quiz are two figures. Runs in the judge."""

from __future__ import annotations

from grader.messages import message
from grader.model import Points, Report
from grader.text import number


def points_text(report: Report) -> str:
    """ "7 of 12 points", or "Code 40/40 \u00b7 Quiz 0/17" where there is a quiz."""
    if not report.quiz:
        return message("score", **figures(report.code))
    quiz = message("score.part", **figures(report.quiz_points))
    return message("score.both", code=message("score.part", **figures(report.code)), quiz=quiz)


def figures(points: Points) -> dict[str, str]:
    """The placeholders of a sentence about points."""
    return {"score": number(points.score), "max_score": number(points.max_score)}
