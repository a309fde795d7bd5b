"""Grades many sources of one exercise in several processes, each with a judge and a launcher of its own.

Imports are light here: a new process reads this file first and sets its number
of threads before NumPy and torch are loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from grader.errors import SandboxError
from grader.messages import message, speak, spoken
from grader.model import Exercise, Report

if TYPE_CHECKING:
    from grader.judge import Check, CheckSuite, Judge

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
    progress: Callable[[int], None] = lambda _: None,
) -> list[Report]:
    """The reports, in the order of the trials. Without `shrink` no smaller input is searched for."""
    if not trials:
        return []
    pool = ProcessPoolExecutor(
        max_workers=min(jobs, len(trials)),
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(exercise, shrink, spoken()),
    )
    try:
        futures = [pool.submit(_grade, trial) for trial in trials]
        for done, _ in enumerate(as_completed(futures), 1):
            progress(done)
        return [future.result() for future in futures]
    except BrokenProcessPool as error:
        text = message("worker.pool_lost", exercise=exercise.id, error=error, jobs=jobs)
        raise SandboxError(text) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_exercise: Exercise | None = None
_shrink = True
_judge: Judge | None = None


def _start(exercise: Exercise, shrink: bool, catalog: Mapping[str, str]) -> None:
    """The first thing that a new process does; it speaks the language of the one that started it."""
    global _exercise, _shrink
    speak(catalog)
    if not exercise.uses_torch:
        os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _exercise, _shrink = exercise, shrink


def _ready() -> Judge:
    """This process's judge, made when it is first needed so that its faults reach the parent."""
    global _judge
    if _judge is None:
        from grader.judge import Judge

        assert _exercise is not None
        _judge = Judge(_exercise, shrink=_shrink)
        Finalize(None, _judge.close, exitpriority=10)
    return _judge


def _grade(trial: Trial) -> Report:
    from grader.model import Submission

    judge = _ready()
    suite = judge.suite
    submission = Submission(source=trial.source, path=judge.exercise.stub, label=trial.name)
    in_course_order = suite.checks
    suite.checks = ordered(suite, trial.functions)
    try:
        report = judge.grade(
            submission, diagnose=trial.mode == "explain", first_failure=trial.mode == "first"
        )
    finally:
        suite.checks = in_course_order
    return msgspec.structs.replace(report, source="")


def ordered(suite: CheckSuite, functions: Sequence[str]) -> list[Check]:
    """The checks, those that mention one of `functions` first, none before what it requires."""
    by_id = {check.id: check for check in suite.checks}
    found: dict[str, Check] = {}

    def place(check: Check) -> None:
        for name in check.requires:
            for other in suite.ids_of(name):
                if other in by_id and other not in found:
                    place(by_id[other])
        found[check.id] = check

    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, functions))})\b") if functions else None
    near = [check for check in suite.checks if pattern and pattern.search(_source(check.item.obj))]
    for check in [*near, *suite.checks]:
        if check.id not in found:
            place(check)
    return list(found.values())


def _source(function: Any) -> str:
    import inspect

    handle = getattr(function, "hypothesis", None)
    return inspect.getsource(inspect.unwrap(handle.inner_test if handle else function))
