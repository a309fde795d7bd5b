"""An exercise's checks: collected once by pytest, run one by one for any number of submissions."""

from __future__ import annotations

import inspect
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Literal

import pytest

from grader.course import CheckTexts, read_check_texts
from grader.errors import CourseError, UsageError
from grader.judge.check import Check
from grader.judge.corpus import Corpus, ExampleListener
from grader.messages import message
from grader.model import Exercise
from grader.student import Halt
from grader.testing import (
    HYPOTHESIS_PLUGIN,
    CheckContext,
    body_of,
    graded_key,
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


def check_of(item: pytest.Function, texts: CheckTexts, siblings: int = 1) -> Check:
    """What a collected item's markers and docstring say; `texts` stand for the docstring in another language.

    `siblings` items come of one parametrized function, this one included: they share its points evenly.
    """
    function = item.originalname or item.name
    title, _, rest = (getattr(item.obj, "__doc__", None) or function).strip().partition("\n")
    points = item.get_closest_marker("points")
    requires = item.get_closest_marker("requires")
    shown = item.get_closest_marker("visibility")
    return Check(
        id=item.name,
        function=function,
        title=_with_parameters(texts.title or title.strip(), item),
        hint=texts.hint or " ".join(rest.split()) or None,
        points=(float(points.args[0]) if points else 1.0) / siblings,
        requires=requires.args if requires else (),
        visibility=shown.args[0] if shown else "visible",
        practice=item.get_closest_marker("practice") is not None,
    )


def _with_parameters(title: str, item: pytest.Function) -> str:
    """A title with the parameter of its item, where it has one, before the full stop."""
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return title
    stop = "." * title.endswith(".")
    return f"{title.removesuffix('.')} ({callspec.id}){stop}"


class CheckSuite:
    """The collected checks of one exercise in a pytest session that stays open."""

    def __init__(self, exercise: Exercise, context: CheckContext) -> None:
        self.exercise = exercise
        files = sorted(str(path) for path in exercise.private.glob("test_*.py"))
        if not files:
            raise CourseError(f"{exercise.private} holds no checks (test_*.py)")
        self.files = frozenset(files)
        self.context = context
        self.listener: ExampleListener | None = None
        self.corpora: dict[str, Corpus] = {}
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
        earlier: set[str] = set()
        for check in self.checks:
            for name in check.requires:
                if name not in earlier:
                    raise CourseError(
                        f"{check.id} requires {name}, which is no earlier check of {exercise.id}"
                    )
            earlier.add(check.function)

    def _forget_modules(self) -> None:
        """Have pytest read our files: another course may have checks of the same name."""
        names = {os.path.basename(file) for file in self.files}
        for name, module in list(sys.modules.items()):
            if os.path.basename(getattr(module, "__file__", None) or "") in names:
                del sys.modules[name]

    def _collect(self) -> list[Check]:
        self._forget_modules()
        try:
            items = self.pytest_session.perform_collect()
        except pytest.UsageError as error:
            raise CourseError(
                f"the checks of {self.exercise.id} cannot be collected: {error}"
            ) from None
        self._forget_modules()
        if self.outcome.collection_errors:
            raise CourseError(
                f"the checks of {self.exercise.id} cannot be collected:\n{self.outcome.collection_errors[0]}"
            )
        texts, written = read_check_texts(self.exercise), CheckTexts()
        functions = [item for item in items if isinstance(item, pytest.Function)]
        siblings = Counter(item.originalname for item in functions)
        checks = []
        for item in functions:
            name = item.originalname
            checks.append(check_of(item, texts.get(name, written), siblings[name]))
            vars(item)["repr_failure"] = _unread_traceback
            self.corpora[item.name] = Corpus(item, lambda: self.listener)
        if not checks:
            raise CourseError(f"{self.exercise.private} holds no checks")
        return checks

    def provide(self, student: Any, reference: Any) -> None:
        """What the fixtures `student` and `reference` give from now on."""
        self.config.stash[graded_key] = (student, reference)

    def run(self, check: Check) -> BaseException | None:
        """Run one check; the exception that ended it, or None when it passed."""
        corpus = self.corpora[check.id]
        if not corpus.is_property or self.context.fresh_seed:
            return self._run_item(corpus.item)
        if corpus.complete:
            failure = self._run_as(corpus, corpus.run_again())
            if failure is None or isinstance(failure, Halt):
                return failure
        corpus.begin()
        failure = self._run_item(corpus.item)
        corpus.end(passed=failure is None)
        return failure

    def run_examples(
        self, check: Check, places: Sequence[int], before: Callable[[int], None]
    ) -> BaseException | None:
        """Run one check on some of its known examples alone; `before` is told of each beforehand."""
        corpus = self.corpora[check.id]
        return self._run_as(corpus, corpus.run_again(places, before))

    def _run_as(self, corpus: Corpus, body: Callable[..., None]) -> BaseException | None:
        drawing, corpus.item.obj = corpus.item.obj, body
        try:
            return self._run_item(corpus.item)
        finally:
            corpus.item.obj = drawing

    def _run_item(self, item: pytest.Function) -> BaseException | None:
        self.outcome.failure = None
        self.outcome.comparison = None
        with self.context.active():
            self.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self.outcome.failure

    def source_of(self, check: Check) -> str:
        """The source of a check's body."""
        return inspect.getsource(inspect.unwrap(body_of(self.corpora[check.id].item.obj)))

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
                actual, expected = values.show_both(left, right)
                return message("assert.compare", expected=expected, actual=actual), expected, actual
        return message("assert.plain", text=text.partition("\n")[0]), "", ""

    def close(self) -> None:
        self.config.hook.pytest_sessionfinish(session=self.pytest_session, exitstatus=0)
        stop_pytest(self.config)


def _unread_traceback(*_: object) -> str:
    """In place of the traceback with source lines that Hypothesis asks pytest for, twice a failure, to compare."""
    return ""


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
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Keep why it failed. pytest's own report would format a traceback that nobody reads."""
        if call.excinfo is not None and self.failure is None:
            self.failure = call.excinfo.value
            if call.when != "call" and not isinstance(self.failure, UsageError):
                # a fixture's or pytest's fault is never the learner's
                self.failure = RuntimeError(f"{call.when}: {self.failure}")
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        phase: Any = call.when  # of a run, never of the collection
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, phase)

    def pytest_assertrepr_compare(self, op: str, left: Any, right: Any) -> None:
        self.comparison = (op, left, right)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(str(report.longrepr))
