"""What `grade quiz PATH` does: choose the way, say where things are, return the exit code."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.course import find_exercises, remember_quiz
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.quiz.answers import save_answers
from grader.quiz.attempts import record_path
from grader.quiz.costs import check_command
from grader.quiz.sitting import Sitting, quiz_file
from grader.report import REPORTS, shown_path


class QuizOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade quiz`."""

    mode: str = "terminal"
    learner: str | None = None
    solutions: Path | None = None
    again: bool = False
    answers: Path | None = None
    reopen: str | None = None


def run_quiz(path: Path, options: QuizOptions) -> int:
    """Take, grade, print or preview one quiz. Exit codes: 0 all right, 1 not all, 2 usage, 3 ours."""
    exercise = begin_quiz(path, options)
    inspecting = options.mode in ("print", "preview")
    sitting = Sitting(
        exercise, learner=options.learner, answers_path=options.answers, keep=not inspecting
    )
    ways = {"terminal": _terminal, "check": _check, "print": _print, "preview": _preview}
    return ways[options.mode](sitting, options)


def begin_quiz(path: Path, options: QuizOptions) -> Exercise:
    """The exercise whose quiz is meant, with new numbers or a question open again where that was asked for."""
    exercise = _exercise(path, options.solutions)
    if options.again or options.reopen:
        sitting = Sitting(exercise, learner=options.learner, answers_path=options.answers)
        if options.again:
            earlier = draw_again(sitting)
            what = message("quiz.written.again", draw=sitting.draw + 1, earlier=earlier)
            print(message("quiz.terminal.written", path=sitting.path, what=what))
        if options.reopen:
            sitting.reopen(options.reopen)
            print(message("quiz.reopened", question=options.reopen))
    return exercise


def _exercise(path: Path, solutions: Path | None) -> Exercise:
    exercises = find_exercises(path, solutions)
    if len(exercises) > 1:
        example = exercises[0].folder
        text = message("quiz.several", path=path, total=len(exercises), example=example)
        raise UsageError(text)
    (exercise,) = exercises
    if not quiz_file(exercise).is_file():
        key = "quiz.absent" if exercise.private.is_dir() else "quiz.private"
        raise UsageError(message(key, exercise=exercise.id, file=quiz_file(exercise)))
    return exercise


def draw_again(sitting: Sitting) -> Path:
    """New numbers: the file is begun anew; returns where the answers so far are. Raises `UsageError`."""
    draw = sitting.draw + 1
    if draw > sitting.policy.draws:
        raise UsageError(message("quiz.draws", limit=sitting.policy.draws))
    record = record_path(sitting.exercise, sitting.learner)
    earlier = record.with_name(f"{record.stem}-answers-{sitting.draw}.toml")
    if sitting.path.exists():
        sitting.answers()  # a file that cannot be read is not set aside unread
        write_atomic(earlier, sitting.path.read_bytes())
        sitting.path.unlink()
    save_answers(sitting.path, {}, learner=sitting.learner, draw=draw)
    return earlier


def _terminal(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.terminal import ask_all

    if not ask_all(sitting, input, print):
        print("\n" + message("quiz.terminal.ended", path=sitting.path))
        print(message("quiz.terminal.grade", command=check_command(sitting)))
        return 1
    print()
    return _check(sitting, options)


def _check(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.terminal import results_text

    results = sitting.grade()
    print(results_text(results, sitting.notes))
    remember_quiz(sitting.exercise, results)
    counted = [result for result in results if result.max_score]
    return 0 if all(result.status == "correct" for result in counted) else 1


def _print(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.paper import slug, write_paper

    folder = _reports(sitting)
    for path, what in write_paper(sitting, folder):
        print(
            message(
                "quiz.terminal.written", path=shown_path(path), what=message(f"quiz.written.{what}")
            )
        )
    form = folder / f"{sitting.exercise.id}-{slug(sitting.learner)}-answers.toml"
    if not form.exists():
        sitting.path = form
        sitting.save({})
    print(
        message(
            "quiz.terminal.written", path=shown_path(form), what=message("quiz.written.answers")
        )
    )
    return 0


def _preview(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.preview import preview_page

    path = _reports(sitting) / f"{sitting.exercise.id}-preview.html"
    write_atomic(path, preview_page(sitting))
    what = message("quiz.written.preview")
    print(message("quiz.terminal.written", path=shown_path(path), what=what))
    return 0


def _reports(sitting: Sitting) -> Path:
    return sitting.exercise.course / REPORTS / "quiz"
