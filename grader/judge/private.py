"""The private half of an exercise as the judge uses it, each part loaded when it is first needed.

What passes by its tape alone needs none of it: neither the reference nor pytest. Runs in the judge.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from grader.course import (
    Harness,
    check_folder,
    load_harness,
    load_module,
    read_harness,
    signatures_of,
)
from grader.errors import CourseError
from grader.judge.check import Check
from grader.model import CheckResult, Exercise, Submission
from grader.sandbox import Launcher
from grader.student import Call, GradingSession, LocalModule
from grader.testing import CheckContext

if TYPE_CHECKING:
    from grader.diagnosis import Diagnosis, Evidence, Matcher
    from grader.judge.suite import CheckSuite
    from grader.judge.verdicts import Verdicts


class PrivateHalf:
    """Reference, harness, checks, known mistakes, and what words their outcome.

    `session` is whom the checks ask; `drawn` are examples of checks that need not be drawn, by id.
    """

    session: GradingSession
    notes: Sequence[str] = ()  # what a report has to say of how it came about

    def __init__(self, exercise: Exercise, launcher: Launcher, context: CheckContext) -> None:
        if not exercise.reference.is_file():
            raise CourseError(
                f"{exercise.private} holds no {exercise.file}: the private half of the course is "
                "not here. Name its folder with --solutions or GRADE_SOLUTIONS"
            )
        self.exercise, self.launcher, self.context = exercise, launcher, context
        self.drawn: Mapping[str, Sequence[bytes | None]] = {}

    def close(self) -> None:
        """End pytest, if it was ever needed."""
        if suite := vars(self).get("suite"):
            suite.close()

    @property
    def checks(self) -> list[Check]:
        """What learners are asked."""
        return self.suite.checks

    def run(self, check: Check) -> BaseException | None:
        """Run a check live; the exception that ended it, or None when it passed."""
        return self.suite.run(check)

    @cached_property
    def harness(self) -> Harness:
        """What runs beside the learner's code."""
        return read_harness(self.exercise)

    @cached_property
    def module(self) -> types.ModuleType:
        """The reference."""
        path = self.exercise.reference
        module = load_module(path.read_text(encoding="utf-8"), path.stem, str(path))
        check_folder(module)
        return module

    @cached_property
    def signatures(self) -> dict[str, inspect.Signature]:
        return signatures_of(self.module)

    def classes(self) -> list[str]:
        """The reference's public classes, whose instances stay with a worker."""
        return [
            name
            for name, value in vars(self.module).items()
            if isinstance(value, type) and name in self.signatures
        ]

    @cached_property
    def reference(self) -> LocalModule:
        """The reference as checks see it. In the judge, so always on the CPU."""
        return LocalModule(self.module, load_harness(self.exercise))

    @cached_property
    def suite(self) -> CheckSuite:
        """The checks as pytest runs them."""
        from grader.judge.suite import CheckSuite

        suite = CheckSuite(self.exercise, self.context)
        suite.deadline = self.session.until_deadline
        suite.listener = self.session
        self.context.recorder.signatures = self.signatures
        suite.provide(self.session.student, self.reference)
        for name, drawn in self.drawn.items():
            suite.corpora[name].know(drawn)
        return suite

    @cached_property
    def matcher(self) -> Matcher:
        from grader.diagnosis import Matcher

        return Matcher(self.exercise, self.launcher, self.harness, self.session.classes)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        from grader.diagnosis import Diagnosis

        return Diagnosis(self.matcher, self.module, self.signatures, self.examples)

    def examples(self, function: str) -> list[list[Call]]:
        """What the checks that name a function ask, recorded with the reference as the learner.

        With an empty name, or one that no check names, it is what all checks ask. In a PyTorch module
        a check ends where it needs the harness: that trains networks, and its calls are no function's own.
        """
        methods = [name for name in self.signatures if name.startswith(f"{function}.")]
        names = [function, *(name.partition(".")[2] for name in methods)]
        named = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
        sources = {check.id: self.suite.source_of(check) for check in self.suite.checks}
        about = [
            check for check in self.suite.checks if function and named.search(sources[check.id])
        ]
        harness = Harness("") if self.exercise.uses_torch else self.harness
        source = self.exercise.reference.read_text(encoding="utf-8")
        recorder = self.context.recorder
        session = GradingSession(
            self.exercise, self.launcher, recorder, self.session.classes, harness
        )
        session.begin(Submission(source=source, path=self.exercise.reference, label="reference"))
        self.suite.provide(session.student, self.reference)
        examples: list[list[Call]] = []
        try:
            for check in about or self.suite.checks:
                session.begin_check()
                self.session.more_time()
                self.suite.run(check)
                examples += [example for example in recorder.examples if example]
        finally:
            self.suite.provide(self.session.student, self.reference)
            recorder.start_check()
            self.context.take_figures()
            session.end()
        return examples

    @cached_property
    def verdicts(self) -> Verdicts:
        from grader.judge.verdicts import Verdicts

        return Verdicts(self.suite, self.session, self.module, self.reference, self.signatures)

    def verdict(self, check: Check, failure: BaseException | None) -> CheckResult:
        """What became of a check, from the exception that ended it."""
        return self.verdicts.of(check, failure)

    def explain(
        self, evidence: Evidence, session: GradingSession, spent: float
    ) -> list[CheckResult]:
        """The results, with what can be said of why checks failed; `spent` seconds went before."""
        return self.diagnosis.explain(evidence, session, spent)

    def functions(self) -> list[str]:
        """The learner's functions that the check just run was about."""
        names: dict[str, None] = {}
        for name in self.context.recorder.functions:
            plain = name.removeprefix("harness.")
            subjects = [plain] if plain == name else self.matcher.subjects(plain) or [plain]
            names.update(dict.fromkeys(subjects))
        return list(names)
