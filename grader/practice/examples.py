"""Grading where not even a record is: the examples in the stub's docstrings, run beside the learner's code.

Nothing of the learner's is executed here; the stub is parsed for its docstrings. Runs in the judge.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from grader.course import Harness
from grader.diagnosis import Evidence
from grader.judge import Check, PrivateHalf
from grader.messages import message
from grader.model import CheckResult, Counterexample, Exercise
from grader.sandbox import Launcher
from grader.student import GradingSession, Halt, LearnerFault
from grader.testing import CheckContext
from grader.text import clean

LONGEST = 2000  # characters of a text of a worker's


class ExampleFailure(Exception):
    """An example that did not come out as its docstring says."""

    def __init__(self, shown: Counterexample) -> None:
        super().__init__(shown.call)
        self.shown = shown


class StubHalf(PrivateHalf):
    """What a stub says by itself, in place of the private half; `problem` is why there is no more.

    Without any docstring that could be run the one check is that the file can be imported.
    """

    def __init__(
        self, exercise: Exercise, launcher: Launcher, context: CheckContext, problem: str = ""
    ) -> None:
        self.exercise, self.launcher, self.context = exercise, launcher, context
        self.notes = [*filter(None, [problem]), message("practice.none")]
        self.docstrings = dict(_docstrings(exercise.stub))

    def classes(self) -> list[str]:
        return []

    @cached_property
    def harness(self) -> Harness:
        """Runs the examples beside the learner's code."""
        return Harness(resources.files(__package__).joinpath("doc_harness.py").read_text("utf-8"))

    @cached_property
    def checks(self) -> list[Check]:
        named = [(name, message("practice.examples", name=name)) for name in self.docstrings]
        return [
            Check(
                id=f"examples_{name}" if name else "import",
                function=name,
                title=title,
                hint=None,
                points=1.0,
                requires=(),
                visibility="visible",
                practice=True,
            )
            for name, title in named or [("", message("practice.import", file=self.exercise.file))]
        ]

    def run(self, check: Check) -> BaseException | None:
        """Run the examples of one function."""
        self.context.recorder.start_check()
        if not check.function:  # the file was imported, or this was not reached
            return None
        docstring = self.docstrings[check.function]
        try:
            failed = self.session.student.harness.run_examples(check.function, docstring)
        except (Halt, LearnerFault) as fault:
            return fault
        return _first_failure(failed)

    def functions(self) -> list[str]:
        return [call.args[0] for call in self.context.recorder.calls[:1]]

    def verdict(self, check: Check, failure: BaseException | None) -> CheckResult:
        if failure is None:
            return check.result("passed", score=check.points)
        if isinstance(failure, ExampleFailure):
            text = message("practice.example", call=failure.shown.call)
            return check.result("failed", text, failure.shown, rung="values")
        if isinstance(failure, Halt):
            return check.result(failure.status, failure.message, rung=failure.rung)
        return check.result("failed", str(failure), rung="raised")

    def explain(
        self, evidence: Evidence, session: GradingSession, spent: float
    ) -> list[CheckResult]:
        return evidence.results


def _docstrings(stub: Path) -> Iterator[tuple[str, str]]:
    """The docstrings with examples in a file, by function or class; none where it cannot be parsed."""
    try:
        tree = ast.parse(stub.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            text = ast.get_docstring(node) or ""
            try:
                if doctest.DocTestParser().get_examples(text):
                    yield node.name, text
            except ValueError:  # an example that is indented in no way doctest knows
                continue


def _first_failure(failed: Any) -> BaseException | None:
    """The first of a worker's failed examples, whose every field is the learner's word."""
    if not isinstance(failed, list) or not failed:
        return None
    first = failed[0] if isinstance(failed[0], dict) else {}
    if first.get("unwritten") is True:
        return Halt("not_started", clean(str(first.get("actual", "")), LONGEST))
    call, expected, actual = (
        clean(str(first.get(key, "")), LONGEST).strip() for key in ("call", "expected", "actual")
    )
    return ExampleFailure(Counterexample(call=call, expected=expected, actual=actual))
