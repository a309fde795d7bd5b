"""What `grade desk` and `grade quiz` do: open the page, grade on this thread, say how to end it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import msgspec

from grader.course import course_folder, find_exercises
from grader.desk.server import DeskServer
from grader.desk.watch import ending
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise
from grader.report import open_in_browser


class DeskOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade desk`; `tab` is what the page begins with."""

    learner: str | None = None
    solutions: Path | None = None
    answers: Path | None = None
    browser: bool = True
    port: int = 0
    tab: str = "statement"


def run_desk(path: Path | None, options: DeskOptions) -> int:
    """Serve the course that a path lies in until Ctrl+C; returns the exit code."""
    exercises = _exercises(path, options)
    first = exercises[0]
    answers = {first.id: options.answers.absolute()} if options.answers else {}
    server = DeskServer(
        first.folder.parent,
        private=first.private.parent,
        learner=options.learner,
        answers=answers,
        port=options.port,
    )
    if len(exercises) == 1:
        server.desk.start_tab = f"/{first.id}/{options.tab}"
    print(message("desk.open", url=server.url))
    way_in = first.course / ".grade" / f"desk-{server.server.port}.html"
    if options.browser and not _open(server.url, way_in):
        print(message("quiz.terminal.browser"))
    print(message("quiz.terminal.stop"), flush=True)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        with ending(lambda _: server.live.close()):
            server.live.run()
    except KeyboardInterrupt:
        print()
    finally:
        server.close()
        way_in.unlink(missing_ok=True)
    return 0


def _open(url: str, way_in: Path) -> bool:
    """Whether a browser was asked, by a file of the user's own: other users see a program's arguments."""
    try:
        write_way_in(url, way_in)
    except OSError:
        return False
    return open_in_browser(way_in.as_uri())


def write_way_in(url: str, path: Path) -> None:
    """Write a page that nobody else can read, and that leads to `url` at once. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(f'<!doctype html><meta http-equiv="refresh" content="0; url={url}">\n')


def _exercises(path: Path | None, options: DeskOptions) -> list[Exercise]:
    root = course_folder(Path()) if path is None else path
    if path is None and not root.is_dir():
        raise UsageError(message("course.none", folder=root.absolute()))
    return find_exercises(root, options.solutions)
