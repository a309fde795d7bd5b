"""A report of code -> a report of code and quiz.

The status is the code's: a question that is open or wrong changes nothing about it. A course that says
`[grading] passed = "both"` calls "passed" only what has all points of code and quiz.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import grading_policy
from grader.errors import UsageError
from grader.legible import legible
from grader.messages import message
from grader.model import Exercise, QuestionResult, Report, Status
from grader.quiz.answers import NAME
from grader.quiz.sitting import Sitting, quiz_file


def add_quiz(
    report: Report, exercise: Exercise, submission: Path, learner: str | None = None
) -> Report:
    """Return `report` with the quiz in it, its score included; unchanged where there is no quiz.

    `submission` is the file that was graded: the answers lie beside it. Attempts are kept for the
    exercise's own folder only; work handed in from elsewhere is graded as it is.
    """
    if not quiz_file(exercise).is_file():
        return report
    folder = submission.resolve().parent
    own = folder == exercise.folder
    answers = folder / NAME
    try:
        sitting = Sitting(exercise, learner=learner, answers_path=answers, keep=own)
        if report.status == "passed":
            sitting.code_passed()
        results = sitting.grade()
        notes = sitting.notes
    except (
        UsageError
    ) as problem:  # it is the learner's file: the others of a class are graded all the same
        results, notes = _unreadable(exercise, learner, own, problem)
    graded = msgspec.structs.replace(
        report,
        quiz=results,
        score=report.score + sum(result.score for result in results),
        max_score=report.max_score + sum(result.max_score for result in results),
        status=status_with(report.status, results, grading_policy(exercise.private.parent).passed),
        notes=[*report.notes, *notes],
    )
    return legible(graded)


def status_with(
    status: Status, quiz: Sequence[QuestionResult], passed: Literal["code", "both"] = "code"
) -> Status:
    """The status of a report once its quiz is known: the code's, unless the course wants both."""
    complete = all(result.score >= result.max_score for result in quiz)
    return "failed" if passed == "both" and status == "passed" and not complete else status


def _unreadable(
    exercise: Exercise, learner: str | None, own: bool, problem: UsageError
) -> tuple[list[QuestionResult], list[str]]:
    """The file cannot be read: what was graded before stands, and the reader is told why."""
    nowhere = exercise.folder / ".no-answers"
    sitting = Sitting(exercise, learner=learner, answers_path=nowhere, keep=own)
    results = []
    for variant in sitting.variants:
        before = sitting.record.counted(sitting.draw, variant.id, sitting.policy.counts)
        points = variant.question.points
        results.append(
            QuestionResult(
                id=variant.id,
                status="invalid",
                score=points * before.share if before else 0.0,
                max_score=points,
                title=variant.title,
                feedback=message("quiz.closed.unread"),
            )
        )
    return results, [message("quiz.unreadable_file", problem=str(problem))]
