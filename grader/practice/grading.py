"""Grading from a public record: the practice checks, asked of the reference's recorded answers.

Runs in the judge, on a learner's own machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import CourseError
from grader.judge import Check, PrivateHalf, Verdicts
from grader.messages import message
from grader.model import CheckResult, Exercise
from grader.practice.listening import Answers, NotRecorded, RecordedReference
from grader.practice.matching import Fingerprints
from grader.practice.record import (
    UnusableRecord,
    read_public_record,
    record_file,
)
from grader.sandbox import Launcher
from grader.student import Call, Halt
from grader.testing import CheckContext
from grader.text import number

if TYPE_CHECKING:
    from grader.diagnosis import Diagnosis


class RecordedVerdicts(Verdicts):
    """Verdicts where the reference cannot be run: the record's checks are known to pass with it."""

    def of(self, check: Check, failure: BaseException | None) -> CheckResult:
        if isinstance(failure, NotRecorded):
            return check.result("skipped", message("practice.not_recorded"))
        return super().of(check, failure)

    def _passes_with_reference(self, check: Check) -> bool:
        return True

    def _lacking_in_the_course(self, check: Check, failure: BaseException) -> str:
        return ""


class PublishedHalf(PrivateHalf):
    """What a public record holds, in place of the private half. Raises `UnusableRecord`."""

    def __init__(self, exercise: Exercise, launcher: Launcher, context: CheckContext) -> None:
        self.record = record = read_public_record(exercise)
        self._folder = tempfile.TemporaryDirectory(prefix="grade-practice-")
        folder = Path(self._folder.name) / exercise.id
        folder.mkdir()
        for name, content in record.files.items():
            (folder / name).write_bytes(content)
        # The reference's names and signatures; what it answers is on record.
        (folder / exercise.file).write_text(record.stub, encoding="utf-8")
        super().__init__(msgspec.structs.replace(exercise, private=folder), launcher, context)
        self.practice = {practice.check.id: practice for practice in record.checks}
        self.drawn = {
            name: [example.drawn for example in practice.examples]
            for name, practice in self.practice.items()
        }
        count, points = len(record.checks), number(record.more_points)
        total = count + record.more_checks
        self.notes = [message("practice.more", count=count, total=total, points=points)]
        self.answers = Answers(record)
        self.calls: dict[str, list[list[Call]]] = {}  # of each check that failed, by place

    def close(self) -> None:
        super().close()
        self._folder.cleanup()

    def classes(self) -> list[str]:
        return self.record.classes

    @cached_property
    def reference(self) -> Any:
        return RecordedReference(self.answers)

    @property
    def checks(self) -> list[Check]:
        try:
            known = {check.id for check in self.suite.checks}
        except (CourseError, LookupError) as error:
            raise UnusableRecord(
                message("practice.unusable", path=record_file(self.exercise), why=error)
            ) from None
        return [practice.check for practice in self.record.checks if practice.check.id in known]

    @cached_property
    def matcher(self) -> Any:
        return Fingerprints(self.record, self.calls)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        from grader.diagnosis import Diagnosis

        return Diagnosis(self.matcher, self.reference, self.signatures)

    @cached_property
    def verdicts(self) -> Verdicts:
        return RecordedVerdicts(
            self.suite, self.session, self.reference, self.reference, self.signatures
        )

    def run(self, check: Check) -> BaseException | None:
        """Run a check on its recorded examples; the failure of the first that fails, which is the simplest.

        Where the reference has no part in a check, Hypothesis looks for a simpler one.
        """
        recorder, corpus = self.context.recorder, self.suite.corpora[check.id]
        places = range(len(self.practice[check.id].examples))
        failure = self._run_examples(check, places)
        if failure is None or isinstance(failure, Halt):
            self.calls[check.id] = list(recorder.examples[1:])  # the first is of what came before
            return failure
        functions = dict[str, None]()
        calls = self.calls[check.id] = []
        failures: dict[int, BaseException] = {}
        for place in places:
            failure = self._run_examples(check, [place])
            functions |= recorder.functions
            calls.append(recorder.calls)
            if failure is not None:
                failures[place] = failure
            if isinstance(failure, Halt):
                break
        known = [place for place in failures if not isinstance(failures[place], NotRecorded)]
        if not known:
            return next(iter(failures.values()), None)
        if corpus.is_property and "reference" not in corpus.fixtures:
            return self.suite.run(check)
        first = known[0]
        failure = self._run_examples(check, [first]) or failures[first]
        # The diagnosis looks at the last example first.
        recorder.replace([*calls[:first], *calls[first + 1 :], calls[first]], functions)
        return failure

    def _run_examples(self, check: Check, places: Sequence[int]) -> BaseException | None:
        def start(place: int) -> None:
            self.answers.start_example(check.id, place)

        return self.suite.run_examples(check, places, start)
