"""What became of a check, from the exception that ended it."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping
from typing import Any

import msgspec

from grader import values
from grader.alarm import ringing
from grader.errors import UsageError
from grader.judge import evidence
from grader.judge.check import Check
from grader.judge.suite import CheckSuite
from grader.messages import message
from grader.model import CheckResult, Counterexample
from grader.student import Call, GradingSession, Halt, LearnerFault, LocalModule
from grader.testing import CheckFailure

NO_ATTRIBUTE = re.compile(
    r"(?:(?P<module>module) '\w+'|'(?P<type>\w+)' object) has no attribute '(?P<name>\w+)'"
)

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
        if isinstance(failure, (Halt, LearnerFault)) and (
            name := self._lacking_in_the_course(check, failure)
        ):
            return check.result("error", message("check.lacking", name=name))
        if isinstance(failure, Halt):
            at_load = failure is self.session.load_fault
            shown = None
            if failure.status != "not_started" and not at_load:
                shown = self._crash(failure.outcome)
            result = check.result(
                failure.status,
                failure.message,
                shown,
                traceback=failure.traceback,
                line=failure.line,
                rung=failure.rung,
            )
            # What a check has to say of its function does not help a file that cannot be read.
            return msgspec.structs.replace(result, hint=None) if at_load else result
        if isinstance(failure, LearnerFault):
            shown = self._crash(failure.outcome)
            return check.result(
                "failed",
                failure.message,
                shown,
                traceback=failure.traceback,
                line=failure.line,
                rung=failure.rung,
            )
        if isinstance(failure, CheckFailure):
            shown = self._counterexample(failure.expected, failure.actual)
            text = failure.message
            # Names of things in the learner's code stay as they are written.
            if text.startswith(tuple(message("compare.openings").split("|"))):
                text = text[0].upper() + text[1:]
            return check.result("failed", text, shown, grids=failure.grids, rung=failure.rung)
        if isinstance(failure, AssertionError) and self.suite.stands_in_a_check(failure):
            text, expected, actual = self.suite.explain(failure)
            shown = self._counterexample(expected, actual)
            return check.result("failed", text, shown, rung="values")
        problem = f"{type(failure).__name__}: {failure}"
        shown = self._counterexample("", "")
        if self._passes_with_reference(check):
            text = message("check.unusable", error=problem)
            return check.result("failed", text, shown, rung="type")
        text = message("check.error", error=problem)
        return check.result("error", text)

    def _lacking_in_the_course(self, check: Check, failure: Halt | LearnerFault) -> str:
        """The name that a check asked for in vain and that the course lacks too; empty when there is none.

        What a worker says is only a reason to look: whether the course has the name is seen here.
        """
        calls = self.suite.recorder.calls
        if failure is self.session.load_fault or not calls:
            return ""
        call = calls[-1]
        is_harness = call.name.startswith("harness.")
        if call.op == "call" and call.outcome == "missing":
            home = self.reference.harness if is_harness else self.reference
            return "" if hasattr(home, call.name.removeprefix("harness.")) else call.name
        absent = NO_ATTRIBUTE.search(failure.message) if call.error == "AttributeError" else None
        if absent is None or failure.line is not None or not (is_harness or call.op == "get"):
            return ""
        owner: Any = self.module
        name = absent["name"]
        if absent["type"]:
            owner, name = getattr(owner, absent["type"], None), f"{absent['type']}.{name}"
        if owner is None or hasattr(owner, absent["name"]):
            return ""
        # What `__init__` sets is no attribute of the class.
        return "" if self._passes_with_reference(check) else name

    def _passes_with_reference(self, check: Check) -> bool:
        """Whose fault an exception inside a check is: with the right answers it does not occur."""
        self.suite.provide(self.reference, self.reference)
        self.session.more_time()
        try:
            return self.suite.run(check) is None
        finally:
            self.suite.provide(self.session.student, self.reference)

    def _crash(self, outcome: str) -> Counterexample | None:
        """A call that gave no value, beside what the reference answers."""
        calls = self.suite.recorder.calls
        expected = self._reference_answer(calls[-1]) if calls else ""
        return self._counterexample(expected, outcome)

    def _counterexample(self, expected: str, actual: str) -> Counterexample | None:
        calls = self.suite.recorder.calls
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
