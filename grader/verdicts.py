"""What became of a check, from the exception that ended it."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping

import msgspec

from grader import evidence, values
from grader.alarm import ringing
from grader.checks import Check, CheckSuite
from grader.errors import UsageError
from grader.faults import Halt, LearnerFault
from grader.messages import message
from grader.model import CheckResult, Counterexample
from grader.numerics import CheckFailure
from grader.recording import Call
from grader.session import GradingSession
from grader.student import LocalModule

ANSWER_SECONDS = 10.0  # for the reference, whose arguments may come from the learner


class Verdicts:
    """Turns what a check ended with into its result, with the counterexample that shows it."""

    def __init__(
        self,
        suite: CheckSuite,
        session: GradingSession,
        module: types.ModuleType,
        reference: LocalModule,
        signatures: Mapping[str, inspect.Signature],
    ) -> None:
        self.suite, self.session, self.module = suite, session, module
        self.reference, self.signatures = reference, signatures

    def of(self, check: Check, failure: BaseException | None) -> CheckResult:
        """What became of a check, from the exception that ended it."""
        if failure is None:
            return check.result("passed", score=check.points)
        if isinstance(failure, UsageError):  # a data folder that cannot be used
            raise failure
        if isinstance(failure, Halt):
            at_load = failure is self.session.load_fault
            shown = None
            if failure.status != "not_started" and not at_load:
                shown = self._counterexample("", failure.outcome)
            result = check.result(
                failure.status,
                failure.message,
                shown,
                traceback=failure.traceback,
                line=failure.line,
            )
            # What a check has to say of its function does not help a file that cannot be read.
            return msgspec.structs.replace(result, hint=None) if at_load else result
        if isinstance(failure, LearnerFault):
            shown = self._counterexample("", failure.outcome)
            return check.result(
                "failed", failure.message, shown, traceback=failure.traceback, line=failure.line
            )
        if isinstance(failure, CheckFailure):
            shown = self._counterexample(failure.expected, failure.actual)
            text = failure.message
            if text.startswith(("the ", "element ")):
                text = text[0].upper() + text[1:]
            return check.result("failed", text, shown, grids=failure.grids)
        if isinstance(failure, AssertionError) and self.suite.stands_in_a_check(failure):
            text, expected, actual = self.suite.explain(failure)
            return check.result("failed", text, self._counterexample(expected, actual))
        problem = f"{type(failure).__name__}: {failure}"
        shown = self._counterexample("", "")
        if self._passes_with_reference(check):
            return check.result("failed", message("check.unusable", error=problem), shown)
        text = message("check.error", error=problem)
        return check.result("error", text)

    def _passes_with_reference(self, check: Check) -> bool:
        """Whose fault an exception inside a check is: with the right answers it does not occur."""
        self.suite.provide(self.reference, self.reference)
        self.session.more_time()
        try:
            return self.suite.run(check) is None
        finally:
            self.suite.provide(self.session.student, self.reference)

    def _counterexample(self, expected: str, actual: str) -> Counterexample | None:
        calls = self.suite.recorder.calls
        if not expected and calls:
            expected = self._reference_answer(calls[-1])
        if not expected and not actual and calls and calls[-1].name.startswith("harness."):
            return None  # nothing to compare, and nothing that could be pasted
        return evidence.counterexample(calls, self.signatures, expected, actual)

    def _reference_answer(self, call: Call) -> str:
        """What the reference answers to a plain call; empty when it cannot be asked."""
        function = getattr(self.module, call.name, None)
        if call.op != "call" or not callable(function):
            return ""
        try:
            with ringing(ANSWER_SECONDS, _stop):
                return values.show(function(*call.args, **call.kwargs))
        except Exception:  # noqa: BLE001 - only an illustration; the verdict does not hang on it
            return ""


def _stop() -> None:
    raise TimeoutError
