"""An exercise's checks: collected once by pytest, run one by one for any number of submissions."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from grader.course import CheckTexts, read_check_texts
from grader.errors import CourseError, UsageError
from grader.judge.corpus import Corpus
from grader.messages import message
from grader.model import FAILING, CheckResult, Counterexample, Exercise, Status, Visibility
from grader.student import Halt
from grader.testing import (
    HYPOTHESIS_PLUGIN,
    CheckContext,
    graded_key,
    is_property,
    start_pytest,
    stop_pytest,
)

# No third-party plugin is loaded by accident, and pytest keeps its hands off the judge's output.
PYTEST_ARGUMENTS = [
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    "--capture=no",
    *("-p", HYPOTHESIS_PLUGIN, "-p", "grader.testing.plugin"),
    *(
        part
        for name in (
            "cacheprovider",
            "terminal",
            "doctest",
            "junitxml",
            "pastebin",
            "stepwise",
            "faulthandler",
            "unraisableexception",
            "threadexception",
            "warnings",
            "logging",
            "unittest",
            "setuponly",
            "setupplan",
        )
        for part in ("-p", f"no:{name}")
    ),
]


class Check:
    """One collected pytest item and what its markers and docstring say.

    `texts` stand for the docstring in another language, as far as they go.
    """

    def __init__(self, item: pytest.Function, texts: CheckTexts) -> None:
        self.item = item
        self.id = item.name
        self.function = item.originalname or item.name
        title, _, rest = (
            (getattr(item.obj, "__doc__", None) or self.function).strip().partition("\n")
        )
        self.title = (texts.title or title.strip()) + _parameters(item)
        self.hint = texts.hint or " ".join(rest.split()) or None
        points = item.get_closest_marker("points")
        self.points = float(points.args[0]) if points else 1.0
        requires = item.get_closest_marker("requires")
        self.requires: tuple[str, ...] = requires.args if requires else ()
        shown = item.get_closest_marker("visibility")
        self.corpus = Corpus(item) if is_property(item.obj) else None
        self.visibility: Visibility = shown.args[0] if shown else "visible"

    def result(
        self,
        status: Status,
        text: str = "",
        counterexample: Counterexample | None = None,
        *,
        score: float = 0.0,
        **more: Any,
    ) -> CheckResult:
        return CheckResult(
            id=self.id,
            title=self.title,
            status=status,
            score=score,
            max_score=self.points,
            visibility=self.visibility,
            message=text,
            counterexample=counterexample,
            hint=self.hint if status in FAILING else None,
            **more,
        )


def _parameters(item: pytest.Function) -> str:
    callspec = getattr(item, "callspec", None)
    return f" ({callspec.id})" if callspec is not None else ""


class CheckSuite:
    """The collected checks of one exercise in a pytest session that stays open."""

    def __init__(
        self, exercise: Exercise, *, fresh_seed: bool = False, shrink: bool = True
    ) -> None:
        self.exercise = exercise
        files = sorted(str(path) for path in exercise.private.glob("test_*.py"))
        if not files:
            raise CourseError(f"{exercise.private} holds no checks (test_*.py)")
        self.files = frozenset(files)
        self.context = CheckContext(fresh_seed=fresh_seed, shrink=shrink)
        self.recorder = self.context.recorder
        self.deadline: Callable[[], AbstractContextManager[None]] = nullcontext
        self.outcome = _Outcome(self)
        arguments = [
            *files,
            f"--rootdir={exercise.private}",
            f"--confcutdir={exercise.private}",
            *PYTEST_ARGUMENTS,
        ]
        arguments += ["-c", os.devnull]
        with self.context.active():
            self.config = start_pytest(arguments, [self.outcome])
        self.pytest_session = pytest.Session.from_config(self.config)
        self.config.hook.pytest_sessionstart(session=self.pytest_session)
        self.checks = self._collect()
        self.by_function: dict[str, list[str]] = {}
        for check in self.checks:
            for name in check.requires:
                if name not in self.by_function:
                    raise CourseError(
                        f"{check.id} requires {name}, which is no earlier check of {exercise.id}"
                    )
            self.by_function.setdefault(check.function, []).append(check.id)

    def _collect(self) -> list[Check]:
        try:
            items = self.pytest_session.perform_collect()
        except pytest.UsageError as error:
            raise CourseError(
                f"the checks of {self.exercise.id} cannot be collected: {error}"
            ) from None
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in self.files:
                del sys.modules[name]  # another course may have checks of the same name
        if self.outcome.collection_errors:
            raise CourseError(
                f"the checks of {self.exercise.id} cannot be collected:\n{self.outcome.collection_errors[0]}"
            )
        texts, written = read_check_texts(self.exercise), CheckTexts()
        checks = [
            Check(item, texts.get(item.originalname, written))
            for item in items
            if isinstance(item, pytest.Function)
        ]
        if not checks:
            raise CourseError(f"{self.exercise.private} holds no checks")
        return checks

    def select(self, names: Sequence[str]) -> None:
        """Keep only the checks whose name or title contains one of `names`, whatever they require."""
        chosen = [
            check
            for check in self.checks
            if any(name.lower() in f"{check.id} {check.title}".lower() for name in names)
        ]
        if not chosen:
            known = ", ".join(check.id for check in self.checks)
            wanted = {"exercise": self.exercise.id, "names": ", ".join(names)}
            raise UsageError(message("checks.no_match", **wanted, known=known))
        for check in chosen:
            check.requires = ()
        self.checks = chosen

    def provide(self, student: Any, reference: Any) -> None:
        """What the fixtures `student` and `reference` give from now on."""
        self.config.stash[graded_key] = (student, reference)

    def ids_of(self, function: str) -> list[str]:
        return self.by_function[function]

    def run(self, check: Check) -> BaseException | None:
        """Run one check; the exception that ended it, or None when it passed."""
        corpus = check.corpus
        if corpus is None or self.context.fresh_seed:
            return self._run_item(check)
        if corpus.complete:
            drawing, check.item.obj = check.item.obj, corpus.replay
            try:
                failure = self._run_item(check)
            finally:
                check.item.obj = drawing
            if failure is None or isinstance(failure, Halt):
                return failure
        corpus.begin()
        failure = self._run_item(check)
        corpus.end(passed=failure is None)
        return failure

    def _run_item(self, check: Check) -> BaseException | None:
        self.outcome.failure = None
        self.outcome.comparison = None
        with self.context.active():
            self.config.hook.pytest_runtest_protocol(item=check.item, nextitem=None)
        return self.outcome.failure

    def stands_in_a_check(self, failure: BaseException) -> bool:
        """Whether an assert of a check itself failed, and not one of the course's other code."""
        trace = failure.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        return trace is not None and trace.tb_frame.f_code.co_filename in self.files

    def explain(self, failure: AssertionError) -> tuple[str, str, str]:
        """A plain assert's message, expected and actual."""
        from grader import values

        text = str(failure)
        own, _, rewritten = text.partition("\nassert ")
        if own and not own.startswith("assert ") and (rewritten or not self.outcome.comparison):
            return own.strip(), "", ""
        if self.outcome.comparison:
            operation, left, right = self.outcome.comparison
            if operation == "==":
                actual, expected = values.show(left), values.show(right)
                return message("assert.compare", expected=expected, actual=actual), expected, actual
        return message("assert.plain", text=text.partition("\n")[0]), "", ""

    def close(self) -> None:
        self.config.hook.pytest_sessionfinish(session=self.pytest_session, exitstatus=0)
        stop_pytest(self.config)


class _Outcome:
    """A pytest plugin that keeps why the current item failed."""

    def __init__(self, suite: CheckSuite) -> None:
        self.suite = suite
        self.failure: BaseException | None = None
        self.comparison: tuple[str, Any, Any] | None = None
        self.collection_errors: list[str] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None]:
        with self.suite.deadline():
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is None or self.failure is not None:
            return
        self.failure = call.excinfo.value
        if call.when != "call" and not isinstance(self.failure, UsageError):
            # a fixture's or pytest's fault is never the learner's
            self.failure = RuntimeError(f"{call.when}: {self.failure}")

    def pytest_assertrepr_compare(self, op: str, left: Any, right: Any) -> None:
        self.comparison = (op, left, right)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(str(report.longrepr))
