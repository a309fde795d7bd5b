"""Processes that grade: each a judge of its own, fed with one task after another.

A process speaks frames of MessagePack over a socket, so nothing is unpickled on either side. It is
started with `python -m`, not forked: what it knows it reads from the course, and a Dask worker can start one
as well as the command line can. Runs in the judge; `main` is such a process.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from math import fsum
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import msgspec

from grader.classroom.policy import ClassPolicy, in_batch
from grader.course import LANGUAGE, SECRET
from grader.model import Report

if TYPE_CHECKING:
    from grader.judge import Judge
    from grader.model import Exercise
    from grader.sandbox import Launchers


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt to grade. `files` are by path; none of them asks to get ready for the exercise only."""

    id: int
    exercise: str
    learner: str
    label: str
    files: dict[str, bytes] = {}


class Graded(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a task: a report, or the fault of the course's or ours that stood in its way."""

    id: int
    report: Report | None = None
    fault: str = ""
    seconds: float = 0.0


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """Where a judge process finds what it grades by.

    `secret` and `language` are what the environment says of them where the command was started.
    `temporary` is a folder that the process removes when whoever feeds it ends, even by a kill.
    """

    exercises: str
    solutions: str
    policy: ClassPolicy
    secret: str = ""
    language: str = ""
    temporary: str = ""
    device: str = "cpu"
    require_sandbox: bool = False


class JudgeProcess:
    """A judge process, seen from who feeds it. `EOFError` and `OSError` mean that it is gone."""

    def __init__(self, course: Course) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "grader.classroom.judges", str(theirs.fileno())]
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        self.connection = Connection(ours.detach())
        self.task: Task | None = None
        self.connection.send_bytes(msgspec.msgpack.encode(course))

    def give(self, task: Task) -> None:
        self.task = task
        self.connection.send_bytes(msgspec.msgpack.encode(task))

    def take(self) -> Graded:
        """What became of the task in hand; waits for it."""
        graded = msgspec.msgpack.decode(self.connection.recv_bytes(), type=Graded)
        self.task = None
        return graded

    def grade(self, task: Task) -> Graded:
        self.give(task)
        return self.take()

    def close(self) -> None:
        """End the process and every worker that it started."""
        self.connection.close()
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class _Bench:
    """The judges of one process: that of the last exercise stays warm."""

    def __init__(self, course: Course, launchers: Launchers) -> None:
        self.course, self.launchers = course, launchers
        self.exercise: Exercise | None = None
        self.judge: Judge | None = None

    def grade(self, task: Task) -> Report | None:
        from grader.course import afterwards, read_hints, read_submission
        from grader.errors import UsageError
        from grader.quiz import add_quiz

        judge, exercise = self._judge(task.exercise)
        if not task.files:
            return None
        with tempfile.TemporaryDirectory(prefix="grade-class-") as folder:
            root = Path(folder)
            for name, content in task.files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_bytes(content)
            try:
                submission = read_submission(exercise, root / exercise.id, task.learner)
            except UsageError as problem:
                text = str(problem).replace(f"{root}/", "")
                return add_quiz(
                    _unread(judge, task, text), exercise, root / task.exercise / "-", task.learner
                )
            labelled = msgspec.structs.replace(submission, label=task.label)
            report = add_quiz(judge.grade(labelled), exercise, submission.path, task.learner)
            words = afterwards(report, read_hints(exercise))
            return msgspec.structs.replace(report, afterwards=words)

    def _judge(self, name: str) -> tuple[Judge, Exercise]:
        from grader.course import language_setting, load_exercise
        from grader.judge import Judge
        from grader.messages import speak_language
        from grader.sandbox import Devices

        if self.judge is None or self.exercise is None or self.exercise.id != name:
            self.close()
            folder = Path(self.course.exercises, name)
            speak_language(*language_setting(folder))
            exercise = load_exercise(folder, Path(self.course.solutions))
            device = "cpu"
            if name in self.course.policy.gpu:
                device = Devices(self.course.device).choose(exercise, self.launchers.of).device
            self.exercise = in_batch(exercise, self.course.policy)
            self.judge = Judge(
                self.exercise,
                launcher=self.launchers.of(self.exercise),
                device=device,
                require_sandbox=self.course.require_sandbox,
                record=True,
            )
        return self.judge, self.exercise

    def close(self) -> None:
        if self.judge is not None:
            self.judge.close()
        self.judge = None


def _unread(judge: Judge, task: Task, problem: str) -> Report:
    """The report on work that is no text that could be graded: nothing passes, and why."""
    import datetime

    from grader.legible import legible

    checks = [
        check.result("failed" if number == 0 else "skipped", problem if number == 0 else "")
        for number, check in enumerate(judge.checks)
    ]
    exercise = judge.exercise
    return legible(
        Report(
            exercise=exercise.id,
            title=exercise.title,
            status="failed",
            score=0.0,
            max_score=fsum(check.max_score for check in checks),
            device=judge.device,
            sandbox=[],
            started=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            duration=0.0,
            checks=checks,
            learner=task.learner,
            submission=task.label,
            notes=[problem],
        )
    )


def main() -> None:
    """Grade tasks from the socket given by its number until it is closed."""
    from grader.errors import GradeError
    from grader.sandbox import Launchers

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who feeds us
    signal.signal(signal.SIGTERM, _leave)
    connection = Connection(int(sys.argv[1]))
    temporary = ""
    try:
        course = msgspec.msgpack.decode(connection.recv_bytes(), type=Course)
        temporary = course.temporary
        own = {SECRET: course.secret, LANGUAGE: course.language}
        os.environ.update({name: value for name, value in own.items() if value})
        with Launchers() as launchers:
            bench = _Bench(course, launchers)
            try:
                while True:
                    task = msgspec.msgpack.decode(connection.recv_bytes(), type=Task)
                    clock, report, fault = time.perf_counter(), None, ""
                    try:
                        report = bench.grade(task)
                    except GradeError as error:
                        fault = str(error)
                        bench.close()
                    except Exception:  # noqa: BLE001 - ours; it must not cost the neighbours their grades
                        fault = traceback.format_exc(limit=-4)
                        bench.close()
                    spent = time.perf_counter() - clock
                    graded = Graded(id=task.id, report=report, fault=fault, seconds=spent)
                    connection.send_bytes(msgspec.msgpack.encode(graded))
            finally:
                bench.close()
    except (EOFError, OSError):  # who feeds us is gone
        sys.exit(0)
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    os.umask(0o077)
    main()
