"""`grade watch`: grade what is saved, as soon as it is saved, until somebody presses q."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from grader.course import (
    course_folder,
    exercise_folders,
    find_exercises,
    load_exercise,
    read_hints,
    read_progress,
    take_hint,
)
from grader.desk.bench import Bench, Superseded
from grader.desk.lookout import Lookout, concerns
from grader.errors import GradeError, UsageError
from grader.messages import message
from grader.model import CheckResult, Exercise, Report
from grader.report import check_title, findings_of, next_exercise, render_terminal, state_of
from grader.text import clean_line

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
MARKS = {"passed": ("\u2713", "+"), "not_started": ("\u25cb", "o"), "skipped": ("\u2212", "-")}
FAILED = ("\u2717", "x")


class Event(NamedTuple):
    """Something to act on: a key that was pressed, or a file that may have been saved."""

    key: str = ""
    paths: frozenset[Path] = frozenset()


def run_watch(path: Path | None, solutions: Path | None, learner: str | None) -> int:
    """Watch one exercise; without a path, the one that comes next. Returns the exit code."""
    exercise = _chosen(path, solutions)
    screen = Screen(print)
    with Watch(exercise, screen, learner) as watch, _keys(watch.press), ending(watch.press):
        watch.run()
    return 0


class Screen:
    """What is shown: results as they come, the report, and the keys."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write
        self.terminal = sys.stdout.isatty()
        self.unicode = (sys.stdout.encoding or "").lower().startswith("utf")
        self.color = self.terminal and "NO_COLOR" not in os.environ

    def begin(self, exercise: Exercise) -> None:
        start = CLEAR if self.terminal else ""
        self.write(f"{start}{exercise.id}  {exercise.title}")
        self.flush()

    def result(self, done: int, total: int, result: CheckResult) -> None:
        sign, plain = MARKS.get(result.status, FAILED)
        title = clean_line(check_title(result, reveal=False), 70)
        self.write(f"  {sign if self.unicode else plain} {done}/{total} {title}")
        self.flush()

    def report(self, report: Report, *, results: bool) -> None:
        """The report, in place of the results unless these are to stay."""
        size = shutil.get_terminal_size()
        start = CLEAR if self.terminal and not results else ""
        text = render_terminal(
            report,
            width=min(size.columns, 100),
            height=size.lines - 2,
            color=self.color,
            unicode=self.unicode,
        )
        self.write(f"{start}{text}")
        self.keys()

    def say(self, text: str) -> None:
        self.write(text)
        self.keys()

    def keys(self) -> None:
        self.write(message("watch.keys"))
        self.flush()

    def flush(self) -> None:
        sys.stdout.flush()


class Watch:
    """The loop of `grade watch`; use as a context manager. Events may come from any thread."""

    def __init__(self, exercise: Exercise, screen: Screen, learner: str | None = None) -> None:
        self.screen, self.learner = screen, learner
        self.bench = Bench(exercise, learner=learner)
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        folders = [exercise.folder.parent, exercise.private]
        self.lookout = Lookout(folders, self.saved)
        self.trouble = ""

    def __enter__(self) -> Watch:
        self.lookout.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.lookout.__exit__()
        self.bench.close()

    def press(self, key: str) -> None:
        self.events.put(Event(key=key))
        if key == "q":
            self.bench.interrupt()

    def saved(self, paths: frozenset[Path]) -> None:
        """Something changed, or nothing did for a while; called on the lookout's thread."""
        bench = self.bench
        if bench.grading is not None:
            if bench.is_outdated():
                bench.interrupt()
        elif concerns(bench.exercise, paths) or (not paths and self._has_changed()):
            self.events.put(Event(paths=paths))

    def _has_changed(self) -> bool:
        bench = self.bench
        if self.trouble:
            return bench.exercise.folder.is_dir()
        return bench.source is not None and bench.reads_other_than(bench.source)

    def run(self) -> None:
        """Grade once, then whenever something is saved, until q."""
        self._grade()
        with contextlib.suppress(GradeError):
            self.bench.warm_up()
        while True:
            event = self.events.get()
            if event.key == "q":
                return
            if event.key:
                self._act(event.key)
            else:
                self._grade()

    def _act(self, key: str) -> None:
        if key == "a":
            self._grade(everything=True)
        elif key == "h":
            self.screen.say("\n" + self._hint())
        elif key == "n":
            self._go_on()

    def _hint(self) -> str:
        report = self.bench.report
        if report is None:
            return message("watch.nothing")
        leads = [finding.function for finding in findings_of(report)]
        try:
            hints = read_hints(self.bench.exercise)
            return take_hint(self.bench.exercise, report, hints, leads)
        except (GradeError, OSError) as problem:
            return str(problem)

    def _go_on(self) -> None:
        following = _next(self.bench.exercise)
        if following is None:
            self.screen.say(message("course.done"))
            return
        old = self.bench
        self.bench = Bench(following, learner=self.learner)
        old.close()
        self.lookout.__exit__()
        self.lookout = Lookout([following.folder.parent, following.private], self.saved)
        self.lookout.__enter__()
        self._grade()

    def _grade(self, *, everything: bool = False) -> None:
        while True:
            self.screen.begin(self.bench.exercise)
            try:
                report = self.bench.grade(self.screen.result, everything=everything)
            except Superseded:
                continue
            except GradeError as problem:
                if str(problem) != self.trouble:
                    self.screen.say(message("command.failed", error=problem))
                self.trouble = str(problem)
                return
            self.trouble = ""
            self.screen.report(report, results=everything)
            return


def _chosen(path: Path | None, solutions: Path | None) -> Exercise:
    if path is None:
        root = course_folder(Path())
        folders = exercise_folders(root) if root.is_dir() else []
        if not folders:
            raise UsageError(message("course.none", folder=root.resolve()))
        exercises = sorted((load_exercise(folder, solutions) for folder in folders), key=_order)
        rows = [(exercise, read_progress(exercise)) for exercise in exercises]
        return next_exercise(rows) or exercises[0]
    exercises = find_exercises(path, solutions)
    if len(exercises) > 1:
        text = message("watch.several", path=path, total=len(exercises), example=exercises[0].id)
        raise UsageError(text)
    return exercises[0]


def _next(exercise: Exercise) -> Exercise | None:
    """The next exercise that has not passed, those behind this one first."""
    private = exercise.private.parent
    folders = exercise_folders(exercise.folder.parent)
    exercises = sorted((load_exercise(folder, private) for folder in folders), key=_order)
    later = [other for other in exercises if other.order > exercise.order]
    earlier = [other for other in exercises if other.order < exercise.order]
    waiting = (other for other in later + earlier if state_of(read_progress(other)) != "passed")
    return next(waiting, None)


def _order(exercise: Exercise) -> int:
    return exercise.order


@contextlib.contextmanager
def ending(press: Callable[[str], None]) -> Iterator[None]:
    """Ctrl+C ends it even where the exception is lost, as in a destructor."""
    asked = []

    def end(*_: object) -> None:
        asked.append(True)
        press("q")
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _keys(press: Callable[[str], None]) -> Iterator[None]:
    """Hand over each key as it is pressed, without waiting for Enter where there is a terminal."""
    over = threading.Event()
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):  # there is no input at all
        yield
        return

    def read() -> None:
        while not over.is_set():
            ready, _, _ = select.select([descriptor], [], [], 0.2)
            if ready:
                data = os.read(descriptor, 1)
                if not data:
                    return
                if data.strip():
                    press(data.decode("latin-1").lower())

    thread = threading.Thread(target=read, daemon=True)
    with _unbuffered(descriptor):
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(2)


@contextlib.contextmanager
def _unbuffered(descriptor: int) -> Iterator[None]:
    """A terminal that hands over keys one by one, and as it was afterwards."""
    if not os.isatty(descriptor):
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
