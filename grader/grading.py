"""Grading is a function from (exercise, submission) to Report, that one process can call many times.

`Judge` collects an exercise's checks once, as pytest items, and puts them to
one submission after another; each submission gets a worker of its own.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from grader import evidence, plugin
from grader.course import load_module
from grader.errors import CourseError, SandboxError, UsageError
from grader.messages import message
from grader.model import (
    CheckResult,
    Counterexample,
    Exercise,
    Report,
    Status,
    Submission,
    Visibility,
)
from grader.numerics import CheckFailure
from grader.sandbox.process import Launcher
from grader.session import GradingSession, Halt, LearnerFault
from grader.student import LocalModule

SANDBOX_PARTS = ("namespaces", "landlock", "seccomp", "rlimits")
Progress = Callable[[int, int, CheckResult | None], None]

# No third-party plugin is loaded by accident, and pytest keeps its hands off the judge's output.
PYTEST_ARGUMENTS = [
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    "--capture=no",
    *("-p", "_hypothesis_pytestplugin", "-p", "grader.plugin"),
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


class Judge:
    """An exercise's checks, its reference and a launcher, ready for submissions.

    Use as a context manager. Raises `CourseError` when the checks or the
    reference are broken, and `SandboxError` when no worker can be started.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        launcher: Launcher | None = None,
        only: Sequence[str] = (),
        device: str = "cpu",
        require_sandbox: bool = False,
        fresh_seed: bool = False,
    ) -> None:
        self.exercise, self.require_sandbox = exercise, require_sandbox
        self.launcher = launcher or Launcher(exercise.libraries)
        self.owns_launcher = launcher is None
        self.device = device
        try:
            self._prepare(fresh_seed, only)
        except BaseException:
            self.close()
            raise

    def _prepare(self, fresh_seed: bool, only: Sequence[str]) -> None:
        exercise = self.exercise
        if not exercise.reference.is_file():
            raise CourseError(
                f"{exercise.private} holds no {exercise.file}: the private half of the course is "
                "not here. Name its folder with --solutions or GRADE_SOLUTIONS"
            )
        source = exercise.reference.read_text(encoding="utf-8")
        module = load_module(source, exercise.reference.stem, str(exercise.reference))
        harness = exercise.harness.read_text(encoding="utf-8") if exercise.harness.is_file() else ""
        local_harness = load_module(harness, "harness", str(exercise.harness)) if harness else None
        self.signatures = evidence.signatures_of(module)
        self.reference_module = module
        self.suite = CheckSuite(exercise, fresh_seed)
        if only:
            self.suite.select(only)
        classes = [
            name
            for name, value in vars(module).items()
            if isinstance(value, type) and name in self.signatures
        ]
        self.session = GradingSession(
            exercise, self.launcher, self.suite.recorder, classes, harness, self.device
        )
        reference = LocalModule(module, local_harness, device=self.device)
        self.suite.provide(self.session.student, reference)

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if session := getattr(self, "session", None):
            session.end()
        if suite := getattr(self, "suite", None):
            suite.close()
        if self.owns_launcher:
            self.launcher.close()

    def grade(self, submission: Submission, progress: Progress | None = None) -> Report:
        """Grade one submission. Never raises for anything the learner did."""
        started, clock = datetime.datetime.now(datetime.UTC), time.perf_counter()
        session = self.session
        try:
            session.begin(submission)
            missing = [part for part in SANDBOX_PARTS if part not in session.in_force]
            if missing and self.require_sandbox:
                reasons = "; ".join(f"{part}: {session.refused.get(part, '?')}" for part in missing)
                raise SandboxError(f"--require-sandbox: not in force here: {reasons}")
            results = self._run_checks(progress)
        finally:
            session.end()
        return Report(
            exercise=self.exercise.id,
            title=self.exercise.title,
            status=overall(results),
            score=float(sum(result.score for result in results)),
            max_score=float(sum(result.max_score for result in results)),
            device=self.device,
            sandbox=[part for part in SANDBOX_PARTS if part in session.in_force],
            started=started.isoformat(timespec="seconds"),
            duration=round(time.perf_counter() - clock, 3),
            checks=results,
            learner=submission.learner,
            submission=submission.label,
            source=submission.source,
            notes=_notes(missing),
        )

    def _run_checks(self, progress: Progress | None) -> list[CheckResult]:
        results: dict[str, CheckResult] = {}
        checks = self.suite.checks
        for number, check in enumerate(checks):
            if progress:
                progress(number, len(checks), None)
            result = self._run_check(check, results)
            results[check.id] = result
            if progress:
                progress(number + 1, len(checks), result)
        return list(results.values())

    def _run_check(self, check: Check, results: dict[str, CheckResult]) -> CheckResult:
        blockers = [
            results[other]
            for name in check.requires
            for other in self.suite.ids_of(name)
            if results[other].status != "passed"
        ]
        unwritten = all(blocker.status == "not_started" for blocker in blockers)
        if blockers and not unwritten:
            blocker = next(one for one in blockers if one.status != "not_started")
            return check.result("skipped", message("requires.first", title=blocker.title))
        result = self._perform(check)
        if blockers and result.status != "not_started":
            return check.result("skipped", message("requires.start", title=blockers[0].title))
        return result

    def _perform(self, check: Check) -> CheckResult:
        clock = time.perf_counter()
        self.session.begin_check()
        failure = self.suite.run(check)
        printed = self.session.end_check()
        result = self._judge(check, failure)
        return _with(
            result,
            stdout=printed,
            duration=round(time.perf_counter() - clock, 4),
            functions=self._functions(),
        )

    def _functions(self) -> list[str]:
        if self.session.load_fault is not None:
            return [self.exercise.file]
        names = list(self.suite.recorder.functions)
        return [name for name in names if not name.startswith("harness.")] or [
            name.removeprefix("harness.") for name in names
        ]

    def _judge(self, check: Check, failure: BaseException | None) -> CheckResult:
        """What became of a check, from the exception that ended it."""
        calls = self.suite.recorder.calls
        if failure is None:
            return check.result("passed", score=check.points)
        if isinstance(failure, Halt):
            shown = None
            if failure.status != "not_started" and failure is not self.session.load_fault and calls:
                shown = self._counterexample("", failure.message)
            return check.result(
                failure.status,
                failure.message,
                shown,
                traceback=failure.traceback,
                line=failure.line,
            )
        if isinstance(failure, LearnerFault):
            shown = self._counterexample("", failure.message)
            return check.result(
                "failed", failure.message, shown, traceback=failure.traceback, line=failure.line
            )
        if isinstance(failure, CheckFailure):
            shown = self._counterexample(failure.expected, failure.actual)
            text = failure.message[:1].upper() + failure.message[1:]
            return check.result("failed", text, shown, grids=failure.grids)
        if isinstance(failure, AssertionError) and self.suite.stands_in_a_check(failure):
            text, expected, actual = self.suite.explain(failure)
            return check.result("failed", text, self._counterexample(expected, actual))
        text = message("check.error", error=f"{type(failure).__name__}: {failure}")
        return check.result("error", text)

    def _counterexample(self, expected: str, actual: str) -> Counterexample | None:
        calls = self.suite.recorder.calls
        if not expected and calls:
            expected = self._reference_answer(calls[-1])
        return evidence.counterexample(calls, self.signatures, expected, actual)

    def _reference_answer(self, call: Any) -> str:
        """What the reference answers to a plain call; empty when it cannot be asked."""
        from grader import numerics

        function = getattr(self.reference_module, call.name, None)
        if call.op != "call" or not callable(function):
            return ""
        try:
            return numerics.show(function(*call.args, **call.kwargs))
        except Exception:  # noqa: BLE001 - only an illustration; the verdict does not hang on it
            return ""


def _with(result: CheckResult, **changes: Any) -> CheckResult:
    import msgspec

    return msgspec.structs.replace(result, **changes)


def overall(results: Sequence[CheckResult]) -> Status:
    """The status of a whole report."""
    states = {result.status for result in results}
    if "error" in states:
        return "error"
    if states == {"not_started"}:
        return "not_started"
    return "passed" if states <= {"passed"} else "failed"


def _notes(missing: list[str]) -> list[str]:
    if not missing:
        return []
    if len(missing) >= len(SANDBOX_PARTS) - 1:
        return [message("sandbox.none")]
    return [message("sandbox.missing", parts=", ".join(missing))]


class Check:
    """One collected pytest item and what its markers and docstring say."""

    def __init__(self, item: pytest.Function) -> None:
        self.item = item
        self.id = item.name
        self.function = item.originalname or item.name
        title, _, rest = (
            (getattr(item.obj, "__doc__", None) or self.function).strip().partition("\n")
        )
        self.title = title.strip() + _parameters(item)
        self.hint = " ".join(rest.split()) or None
        points = item.get_closest_marker("points")
        self.points = float(points.args[0]) if points else 1.0
        requires = item.get_closest_marker("requires")
        self.requires: tuple[str, ...] = requires.args if requires else ()
        shown = item.get_closest_marker("visibility")
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
            hint=self.hint if status in ("failed", "timeout") else None,
            **more,
        )


def _parameters(item: pytest.Function) -> str:
    callspec = getattr(item, "callspec", None)
    return f" ({callspec.id})" if callspec is not None else ""


class CheckSuite:
    """The collected checks of one exercise in a pytest session that stays open."""

    def __init__(self, exercise: Exercise, fresh_seed: bool = False) -> None:
        from _pytest.config import _prepareconfig

        self.exercise = exercise
        files = sorted(str(path) for path in exercise.private.glob("test_*.py"))
        if not files:
            raise CourseError(f"{exercise.private} holds no checks (test_*.py)")
        self.outcome = _Outcome()
        arguments = [
            *files,
            f"--rootdir={exercise.private}",
            f"--confcutdir={exercise.private}",
            *PYTEST_ARGUMENTS,
        ]
        arguments += ["-c", os.devnull]
        plugin.fresh_seed = fresh_seed
        self.config = _prepareconfig(arguments, [self.outcome])
        self.config._do_configure()
        self.recorder = self.config.stash[plugin.recorder_key]
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
        if self.outcome.collection_errors:
            raise CourseError(
                f"the checks of {self.exercise.id} cannot be collected:\n{self.outcome.collection_errors[0]}"
            )
        checks = [Check(item) for item in items if isinstance(item, pytest.Function)]
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
            raise UsageError(
                f"no check of {self.exercise.id} matches {', '.join(names)}; there are: {known}"
            )
        for check in chosen:
            check.requires = ()
        self.checks = chosen

    def provide(self, student: Any, reference: Any) -> None:
        """What the fixtures `student` and `reference` give from now on."""
        self.config.stash[plugin.graded_key] = (student, reference)

    def ids_of(self, function: str) -> list[str]:
        return self.by_function[function]

    def run(self, check: Check) -> BaseException | None:
        """Run one check; the exception that ended it, or None when it passed."""
        from _pytest.runner import runtestprotocol

        self.outcome.failure = None
        self.outcome.comparison = None
        plugin.activate(self.recorder)
        runtestprotocol(check.item, log=False, nextitem=None)
        return self.outcome.failure

    def stands_in_a_check(self, failure: BaseException) -> bool:
        """Whether an assert of a check itself failed, and not one of the course's other code."""
        trace = failure.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        return trace is not None and trace.tb_frame.f_code.co_filename in self.files

    def explain(self, failure: AssertionError) -> tuple[str, str, str]:
        """A plain assert's message, expected and actual."""
        from grader import numerics

        text = str(failure)
        own, _, rewritten = text.partition("\nassert ")
        if own and not own.startswith("assert ") and (rewritten or not self.outcome.comparison):
            return own.strip(), "", ""
        if self.outcome.comparison:
            operation, left, right = self.outcome.comparison
            if operation == "==":
                actual, expected = numerics.show(left), numerics.show(right)
                return message("assert.compare", expected=expected, actual=actual), expected, actual
        return (
            message("assert.plain", text=text.splitlines()[0] if text else check_text(failure)),
            "",
            "",
        )

    def close(self) -> None:
        self.config.hook.pytest_sessionfinish(session=self.pytest_session, exitstatus=0)
        self.config._ensure_unconfigure()


def check_text(failure: AssertionError) -> str:
    return type(failure).__name__


class _Outcome:
    """A pytest plugin that keeps why the current item failed."""

    def __init__(self) -> None:
        self.failure: BaseException | None = None
        self.comparison: tuple[str, Any, Any] | None = None
        self.collection_errors: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is None or self.failure is not None:
            return
        self.failure = call.excinfo.value
        if call.when != "call":  # a fixture's or pytest's fault is never the learner's
            self.failure = RuntimeError(f"{call.when}: {self.failure}")

    def pytest_assertrepr_compare(self, op: str, left: Any, right: Any) -> None:
        self.comparison = (op, left, right)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(str(report.longrepr))
