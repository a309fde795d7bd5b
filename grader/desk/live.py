"""The judge behind the page: which exercises somebody looks at, what was saved, and what they are told.

Grading happens in `run`, on the main thread, one exercise after the other. Everything else may be called from
any thread. A stream is a queue of what is new; one that nobody reads any more holds no more than the last report.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import read_submission
from grader.desk.bench import Bench, Superseded
from grader.desk.lookout import Lookout, concerns
from grader.errors import GradeError, UsageError
from grader.messages import message
from grader.model import CheckResult, Exercise, Report
from grader.report import check_title
from grader.text import clean_line

MOST_STREAMS = 16
BEAT_SECONDS = 10.0  # after which a silent stream is written to, to learn whether it is still read


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one exercise: `version` grows with every change."""

    version: int = 0
    report: Report | None = None
    trouble: str = ""
    done: int = 0
    total: int = 0
    title: str = ""
    status: str = ""

    @property
    def busy(self) -> bool:
        """Whether a grading is under way."""
        return self.total > 0


class _Wish(msgspec.Struct, frozen=True):
    kind: Literal["look", "saved", "everything", "close"]
    exercise: Exercise | None = None


class TooMany(Exception):
    """More streams are open than a desk can need."""


class Live:
    """Grades what is looked at whenever it is saved."""

    def __init__(self, root: Path, private: Path, learner: str | None = None) -> None:
        self.learner = learner
        self.bench: Bench | None = None
        self.states: dict[str, State] = {}
        self.streams: dict[str, int] = {}
        self.looked_at: dict[str, Exercise] = {}
        self.wishes: queue.SimpleQueue[_Wish] = queue.SimpleQueue()
        self.waiting: set[str] = set()  # exercises whose saving was wished to be graded
        self.changed = threading.Condition()
        self.closed = False
        self.lookout = Lookout([root, private], self.saved)

    def run(self) -> None:
        """Grade until `close`."""
        try:
            with self.lookout:
                while (wish := self.wishes.get()).kind != "close":
                    if wish.exercise is None:
                        continue
                    self.waiting.discard(wish.exercise.id)
                    if wish.kind != "look" or not self._is_known(wish.exercise):
                        self._grade(wish.exercise, everything=wish.kind == "everything")
        finally:
            self.close()
            if self.bench is not None:
                self.bench.close()

    def close(self) -> None:
        """End `run` and every stream."""
        self.closed = True
        self.wishes.put(_Wish("close"))
        with self.changed:
            self.changed.notify_all()
        if self.bench is not None:
            self.bench.interrupt()

    def grade_everything(self, exercise: Exercise) -> None:
        """Have all checks run in the order of the course."""
        self.wishes.put(_Wish("everything", exercise))

    def saved(self, paths: frozenset[Path]) -> None:
        """Something changed, or nothing did for a while; called on the lookout's thread."""
        bench = self.bench
        if bench is not None and bench.is_outdated():
            bench.interrupt()
        for exercise in list(self.looked_at.values()):
            if not self.streams.get(exercise.id):
                continue
            graded = bench is not None and bench.exercise.id == exercise.id
            if graded and bench is not None and bench.grading is not None:
                continue  # it looks for itself whether it is out of date
            state = self.states.get(exercise.id, State())
            stale = not paths and self._is_stale(exercise, state)
            if (stale or concerns(exercise, paths)) and exercise.id not in self.waiting:
                self.waiting.add(exercise.id)
                self.wishes.put(_Wish("saved", exercise))

    def _is_known(self, exercise: Exercise) -> bool:
        """Whether there is a report about what is saved now."""
        report = self.state(exercise).report
        if report is None:
            return False
        try:
            source = read_submission(exercise).source
        except UsageError:
            return False
        return source.replace("\r\n", "\n").replace("\r", "\n") == report.source

    def _is_stale(self, exercise: Exercise, state: State) -> bool:
        bench = self.bench
        if bench is None or bench.exercise.id != exercise.id or state.busy:
            return False
        if state.trouble:
            return exercise.folder.is_dir()
        return bench.source is not None and bench.reads_other_than(bench.source)

    def state(self, exercise: Exercise) -> State:
        return self.states.get(exercise.id, State())

    def stream(self, exercise: Exercise) -> Iterator[State | None]:
        """What is known now and then each change of it; None where nothing happened for a while.

        Raises `TooMany`. Grades the exercise if that has not been done. Ends with the desk.
        """
        with self.changed:
            if sum(self.streams.values()) >= MOST_STREAMS:
                raise TooMany
            self.streams[exercise.id] = self.streams.get(exercise.id, 0) + 1
        self.looked_at[exercise.id] = exercise
        if not self.state(exercise).busy:
            self.wishes.put(_Wish("look", exercise))
        return self._changes(exercise)

    def _changes(self, exercise: Exercise) -> Iterator[State | None]:
        seen = -1
        try:
            while not self.closed:
                with self.changed:
                    if self.state(exercise).version <= seen:
                        self.changed.wait(BEAT_SECONDS)
                    state = self.state(exercise)
                yield state if state.version > seen else None
                seen = state.version
        finally:
            with self.changed:
                self.streams[exercise.id] -= 1

    def _tell(self, exercise: Exercise, **changes: object) -> None:
        with self.changed:
            state = self.state(exercise)
            self.states[exercise.id] = msgspec.structs.replace(
                state, version=state.version + 1, **changes
            )
            self.changed.notify_all()

    def _grade(self, exercise: Exercise, *, everything: bool) -> None:
        bench = self.bench
        if bench is None or bench.exercise.folder != exercise.folder:
            if bench is not None:
                bench.close()
            bench = self.bench = Bench(exercise, learner=self.learner)

        def on_result(done: int, total: int, result: CheckResult) -> None:
            title = clean_line(check_title(result, reveal=False), 200)
            self._tell(exercise, done=done, total=total, title=title, status=result.status)

        over = {"done": 0, "total": 0, "title": "", "status": ""}
        while True:
            try:
                report = bench.grade(on_result, everything=everything)
            except Superseded:
                if self.closed:
                    return
                continue
            except GradeError as problem:
                self._tell(exercise, trouble=str(problem), **over)
            except Exception as problem:  # noqa: BLE001 - the page says so; the desk goes on
                text = message("desk.own_fault", error=f"{type(problem).__name__}: {problem}"[:300])
                self._tell(exercise, trouble=text, **over)
            else:
                self._tell(exercise, report=report, trouble="", **over)
                with contextlib.suppress(GradeError):
                    bench.warm_up()
            return
