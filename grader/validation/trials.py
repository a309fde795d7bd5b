"""Grades many sources of one exercise in several processes, each with a judge and a launcher of its own.

Imports are light here: a new process reads this file first and sets its number
of threads before NumPy and torch are loaded.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property
from multiprocessing import active_children, get_context
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Literal

import msgspec

from grader.errors import SandboxError
from grader.messages import message, speak, spoken
from grader.model import Exercise, Report

if TYPE_CHECKING:
    from grader.judge import Judge

Mode = Literal["explain", "all", "first"]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A source to grade.

    `mode` is "explain" for a whole report with its diagnosis, "all" for all
    checks without one, "first" to stop at the first check that fails. Checks
    that mention one of `functions` are put first.
    """

    name: str
    source: str
    mode: Mode = "first"
    functions: tuple[str, ...] = ()


def run(
    exercise: Exercise,
    trials: Sequence[Trial],
    *,
    jobs: int,
    shrink: bool = True,
    seconds: float | None = None,
    certain: int = 0,
) -> Iterator[tuple[int, Report]]:
    """The place of each trial and its report, in the order in which they are done.

    What is not done within `seconds` is left out, but for the first `certain` trials. Without `shrink` no smaller input is searched
    for. However this ends, by Ctrl-C too, its processes are gone. Raises what a judge raises, and
    `SandboxError` when a process dies.
    """
    if not trials:
        return
    end = None if seconds is None else time.monotonic() + seconds
    pool = ProcessPoolExecutor(
        max_workers=min(jobs, len(trials)),
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(exercise, shrink, spoken()),
    )
    complete = False
    try:
        with _interrupts_held():
            places = {pool.submit(_grade, trial): place for place, trial in enumerate(trials)}
        waiting: set[Future[Report]] = set(places)
        awaited = {future for future, place in places.items() if place < certain}
        while waiting:
            is_timed = end is not None and not awaited & waiting
            left = max(end - time.monotonic(), 0) if is_timed and end is not None else None
            done, waiting = wait(waiting, timeout=left, return_when=FIRST_COMPLETED)
            if not done:
                return
            for future in done:
                yield places[future], future.result()
        complete = True
    except BrokenProcessPool as error:
        text = message("worker.pool_lost", exercise=exercise.id, error=error, jobs=jobs)
        raise SandboxError(text) from None
    finally:
        if not complete:
            for process in active_children():
                process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits until the block has ended; processes that are started inside never hear of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Grader:
    """What a process keeps from one trial to the next."""

    def __init__(self, exercise: Exercise, shrink: bool) -> None:
        self.exercise, self.shrink = exercise, shrink

    @cached_property
    def judge(self) -> Judge:
        """Made when it is first needed, so that its faults reach the parent."""
        from grader.judge import Judge

        judge = Judge(self.exercise, shrink=self.shrink, record=True)
        Finalize(None, judge.close, exitpriority=10)
        return judge

    def grade(self, trial: Trial) -> Report:
        from grader.model import Submission

        judge = self.judge
        submission = Submission(source=trial.source, path=self.exercise.stub, label=trial.name)
        report = judge.grade(
            submission,
            diagnose=trial.mode == "explain",
            first_failure=trial.mode == "first",
            first=mentioning(judge, trial.functions),
        )
        return msgspec.structs.replace(report, source="")


_grader: _Grader  # of this process


def _start(exercise: Exercise, shrink: bool, catalog: Mapping[str, str]) -> None:
    """The first thing that a new process does; it speaks the language of the one that started it."""
    global _grader
    speak(catalog)
    if not exercise.uses_torch:
        os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _grader = _Grader(exercise, shrink)


def _grade(trial: Trial) -> Report:
    return _grader.grade(trial)


def mentioning(judge: Judge, functions: Sequence[str]) -> list[str]:
    """The ids of the checks that mention one of `functions`."""
    if not functions:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, functions))})\b")
    source_of = judge.half.suite.source_of
    return [check.id for check in judge.checks if pattern.search(source_of(check))]
