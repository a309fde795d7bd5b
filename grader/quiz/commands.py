"""What `grade quiz PATH` does: choose the way, say where things are, return the exit code."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

import msgspec

from grader.course import find_exercises
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.quiz.answers import save_answers
from grader.quiz.sitting import Sitting, quiz_file

REPORTS = Path("reports") / "quiz"


class QuizOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade quiz`."""

    mode: str = "web"
    learner: str | None = None
    solutions: Path | None = None
    again: bool = False
    browser: bool = True
    port: int = 0
    answers: Path | None = None


def run_quiz(path: Path, options: QuizOptions) -> int:
    """Take, grade, print or preview one quiz. Exit codes: 0 all right, 1 not all, 2 usage, 3 ours."""
    exercise = _exercise(path, options.solutions)
    inspecting = options.mode in ("print", "preview")
    sitting = Sitting(
        exercise, learner=options.learner, answers_path=options.answers, keep=not inspecting
    )
    if options.again:
        _draw_again(sitting)
        sitting = Sitting(exercise, learner=options.learner, answers_path=options.answers)
    ways = {
        "web": _web,
        "terminal": _terminal,
        "check": _check,
        "print": _print,
        "preview": _preview,
    }
    return ways[options.mode](sitting, options)


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


def _draw_again(sitting: Sitting) -> None:
    """New numbers: the answers so far are set aside, the file is begun anew."""
    draw = sitting.draw + 1
    if draw > sitting.policy.draws:
        raise UsageError(message("quiz.draws", limit=sitting.policy.draws))
    earlier = sitting.path.with_name(f"answers-{sitting.draw}.toml")
    if sitting.path.exists():
        write_atomic(earlier, sitting.path.read_bytes())
        sitting.path.unlink()
    save_answers(sitting.path, {}, learner=sitting.learner, draw=draw)
    what = message("quiz.written.again", draw=draw, earlier=earlier)
    print(message("quiz.terminal.written", path=sitting.path, what=what))


def _web(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.web import QuizServer

    server = QuizServer(sitting, options.port)
    print(message("quiz.terminal.open", url=server.url))
    if options.browser and not _open_browser(server.url):
        print(message("quiz.terminal.browser"))
    print(message("quiz.terminal.stop"), flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        print()
    finally:
        server.server.server_close()
    print(message("quiz.terminal.ended", path=sitting.path))
    return 0


def _open_browser(url: str) -> bool:
    """Whether a browser with a window was asked; one that would take over the terminal is not."""
    windows = sys.platform in ("darwin", "win32")
    if not windows and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False


def _terminal(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.terminal import ask_all

    if not ask_all(sitting, input, print):
        print(message("quiz.terminal.ended", path=sitting.path))
        return 1
    print()
    return _check(sitting, options)


def _check(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.terminal import results_text

    results = sitting.grade()
    print(results_text(results, sitting.notes))
    counted = [result for result in results if result.max_score]
    return 0 if all(result.status == "correct" for result in counted) else 1


def _print(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.paper import slug, write_paper

    for path, what in write_paper(sitting, REPORTS):
        print(message("quiz.terminal.written", path=path, what=message(f"quiz.written.{what}")))
    form = REPORTS / f"{sitting.exercise.id}-{slug(sitting.learner)}-answers.toml"
    if not form.exists():
        sitting.path = form
        sitting.save({})
    print(message("quiz.terminal.written", path=form, what=message("quiz.written.answers")))
    return 0


def _preview(sitting: Sitting, options: QuizOptions) -> int:
    from grader.quiz.preview import preview_page

    path = REPORTS / f"{sitting.exercise.id}-preview.html"
    write_atomic(path, preview_page(sitting))
    print(message("quiz.terminal.written", path=path, what=message("quiz.written.preview")))
    return 0
