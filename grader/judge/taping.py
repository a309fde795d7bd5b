"""Checks judged by their tapes: asked in a few frames, and looked at only where answers differ.

Runs in the judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.judge.check import Check
from grader.judge.private import PrivateHalf
from grader.judge.records import Record
from grader.model import FAILING, CheckResult, Submission
from grader.sandbox import Broken, wire
from grader.student import Call, Halt, Playback, Recording, Tape


class TapedChecks:
    """The checks of a record, put to one submission after another."""

    def __init__(self, record: Record, half: PrivateHalf) -> None:
        self.record, self.half, self.session = record, half, half.session
        self.answers: dict[str, list[list[bytes]]] = {}  # of checks that passed, by id

    def result(self, check: Check) -> CheckResult | None:
        """A check's result from its tape; None where it has to be run live.

        What answers byte for byte as the reference does passes. Where answers differ, the check looks
        at those examples; where one fails, Hypothesis has to find the smallest, live.
        """
        tape = self.record.tapes.get(check.id)
        if tape is None or self.session.device != "cpu":
            return None
        functions = self.record.functions[check.id]
        if self.session.slow.intersection(functions):
            return None
        answers = self.session.ask_all(tape)
        if answers is None:
            return None
        try:
            return self._compare(check, tape, answers)
        except Broken:  # an answer that is no frame; run live, it costs the call that gave it
            self.session.renew()
            return None

    def _compare(self, check: Check, tape: Tape, answers: list[list[bytes]]) -> CheckResult | None:
        functions = self.record.functions[check.id]
        if unwritten := self._not_started(check, tape, answers):
            return unwritten
        differing = [
            place
            for place, (example, said) in enumerate(zip(tape.examples, answers, strict=True))
            if said != [exchange.answer for exchange in example.exchanges]
        ]
        whole = all(
            len(said) == len(tape.examples[place].exchanges) for place, said in enumerate(answers)
        )
        looked_at = list(range(len(tape.examples))) if check.id in self.record.shows else differing
        if not whole or (looked_at and not self._passes(check, tape, answers, looked_at)):
            self.session.renew()
            return None
        self.answers[check.id] = answers
        return check.result(
            "passed",
            score=check.points,
            stdout=self.session.end_check(),
            functions=functions,
            figures=self.half.context.take_figures(),
        )

    def _not_started(
        self, check: Check, tape: Tape, answers: list[list[bytes]]
    ) -> CheckResult | None:
        """The result where the very first call says that nothing is written yet."""
        if len(answers[0]) != 1 or any(answers[1:]):
            return None
        reply = self.session.parse(answers[0][0], tape.examples[0])
        if reply.kind != "raised":
            return None
        _, _, operation, name, *_ = wire.decode(wire.unpack(tape.examples[0].exchanges[0].request))
        if operation != "call":
            return None
        fault = self.session.fault(Call("call", name, (), {}), reply)
        if not isinstance(fault, Halt) or fault.status != "not_started":
            return None
        plain = name.removeprefix("harness.")
        subjects = self.half.matcher.subjects(plain) if "." in name else [name]
        unwritten = [fault.subject] if fault.subject not in ("", plain, *subjects) else []
        return check.result(
            "not_started",
            fault.message,
            line=fault.line,
            functions=[*unwritten, *subjects] or [plain],
            stdout=self.session.end_check(),
        )

    def _passes(
        self, check: Check, tape: Tape, answers: list[list[bytes]], places: Sequence[int]
    ) -> bool:
        """Whether a check is content with the learner's answers to some examples of its tape."""
        if any(tape.examples[place].drawn is None for place in places):
            return False
        playback = Playback(tape, answers)

        def start_example(place: int) -> None:
            playback.start_example(place)
            self.session.start_example()

        self.half.reference.tape = playback
        try:
            with self.session.playing(playback):
                return self.half.suite.run_examples(check, places, start_example) is None
        finally:
            self.half.reference.tape = None

    def recall(self, results: list[CheckResult], count: int) -> dict[str, list[list[Call]]]:
        """The last calls of checks that passed by their tapes, where they may help to explain a failure, by id."""
        recalled = {}
        wanted = {
            name for result in results if result.status in FAILING for name in result.functions
        }
        for check in self.record.checks:
            answers = self.answers.get(check.id)
            if answers is None:
                continue
            if wanted.isdisjoint(self.record.functions[check.id]):
                continue
            tape = self.record.tapes[check.id]
            last = range(len(tape.examples))[-count:]
            if self._passes(check, tape, answers, last):
                recalled[check.id] = self.half.context.recorder.last_examples(count)
        self.half.context.take_figures()
        return recalled


def make_record(half: PrivateHalf) -> Record:
    """Grade the reference once, with a tape running."""
    source = half.exercise.reference.read_text(encoding="utf-8")
    tapes: dict[str, Tape] = {}
    functions: dict[str, list[str]] = {}
    shows: set[str] = set()
    half.session.begin(Submission(source=source, path=half.exercise.reference, label="reference"))
    try:
        for check in half.suite.checks:
            half.session.begin_check()
            recording = Recording()
            half.session.recording = half.reference.tape = recording
            try:
                failure = half.suite.run(check)
            finally:
                half.session.recording = half.reference.tape = None
            functions[check.id] = half.functions()
            if half.context.take_figures() or half.context.take_notes():
                shows.add(check.id)
            if failure is None and (tape := recording.tape()):
                tapes[check.id] = tape
    finally:
        half.session.end()
    return Record(
        checks=half.suite.checks,
        classes=half.session.classes,
        tapes=tapes,
        functions=functions,
        shows=shows,
    )
