"""What a check asks and what the reference answers, on tape: the calls of each example, as bytes.

A tape is recorded once, with the reference as the learner. Played, it puts all calls of a check to a learner's
worker in a few frames and hands the answers out as the check asks. Runs in the judge.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.sandbox import wire

QUICK_SECONDS = 2.0  # a call of the reference that takes longer, a training, is made live each time
TAPE_BYTES = 16 * 2**20  # of all that one check asks and is answered


class Exchange(msgspec.Struct, frozen=True, array_like=True):
    """One request to the learner's module and the reference's answer, as packed frames.

    All exchanges of a `stage` may travel together: what the reference said before them is
    no secret any more, because the learner's answers of the stage before are in.
    """

    stage: int
    fresh: bool
    request: bytes
    answer: bytes


class Example(msgspec.Struct, array_like=True):
    """One example of a check: its drawn arguments, what is asked, what the reference is asked.

    `drawn` is None where the arguments cannot be written down; such an example can be compared, but
    not run again without drawing.
    """

    number: int  # by which the worker keeps the objects of examples apart
    exchanges: list[Exchange]
    reference: list[tuple[bytes, bytes] | None]
    drawn: bytes | None = None


class Tape(msgspec.Struct):
    """All examples of one check that passes with the reference; `seconds` is what its calls took."""

    examples: list[Example]
    seconds: float

    @property
    def stages(self) -> int:
        """How many frames it takes to ask everything."""
        return 1 + max(
            (e.stage for example in self.examples for e in example.exchanges), default=-1
        )


class Recording:
    """A tape in the making; `usable` tells whether it came out whole."""

    def __init__(self) -> None:
        self.examples: list[Example] = []
        self.current: Example | None = None
        self.number = 0  # of the current example, counting those that were not kept
        self.usable = True
        self.bytes = 0
        self.seconds = 0.0
        self.stage, self.reference_spoke = 0, False

    def start_example(self) -> None:
        """What is asked from here on belongs to a new example."""
        self.number += 1
        self.current = Example(self.number, [], [])
        self.stage, self.reference_spoke = 0, False

    def keep_example(self, drawn: bytes | None) -> None:
        """The example has ended well."""
        if self.current is not None:
            self.current.drawn = drawn
            self.examples.append(self.current)
        self.current = None

    def next_stage(self) -> tuple[int, bool]:
        """The stage of the next request, and whether it is the first of its example there."""
        if self.current is None:  # asked outside of any example: by a fixture
            self.usable = False
            return 0, True
        if self.reference_spoke:
            self.stage, self.reference_spoke = self.stage + 1, False
        last = self.current.exchanges[-1].stage if self.current.exchanges else -1
        return self.stage, last != self.stage

    def add(self, stage: int, fresh: bool, request: bytes, answer: bytes, seconds: float) -> None:
        """The learner's module was asked, and answered."""
        self.bytes += len(request) + len(answer)
        self.seconds += seconds
        self.usable &= seconds < QUICK_SECONDS and self.bytes < TAPE_BYTES
        if self.current is not None and self.usable:
            self.current.exchanges.append(Exchange(stage, fresh, request, answer))

    def add_reference(self, request: bytes | None, answer: bytes | None) -> None:
        """The reference was asked too; None for what cannot be written down."""
        self.reference_spoke = True
        if self.current is not None:
            known = request is not None and answer is not None
            self.current.reference.append((request, answer) if known else None)  # type: ignore[arg-type]  # both are bytes
            self.bytes += len(request or b"") + len(answer or b"")

    def tape(self) -> Tape | None:
        """The tape, or None where something cannot be played again."""
        kept = any(example.exchanges for example in self.examples)
        return Tape(self.examples, self.seconds) if self.usable and kept else None


class Deviation(BaseException):
    """While a tape is played the check asks for something else; it must be run live."""


class Playback:
    """The learner's answers to one tape, handed out as a check asks for them."""

    def __init__(self, tape: Tape, answers: list[list[bytes]]) -> None:
        self.tape, self.answers = tape, answers
        self.start_example(0)

    def start_example(self, place: int) -> None:
        """What is asked from here on belongs to the example at this place of the tape."""
        self.example, self.answers_of_example = self.tape.examples[place], self.answers[place]
        self.asked_of_student = self.asked_of_reference = 0

    def answer(self, *request: Any, to_handle: wire.ToHandle) -> bytes:
        """The learner's answer to the next request. Raises `Deviation` for another than recorded."""
        place, exchanges = self.asked_of_student, self.example.exchanges
        if place >= len(exchanges):
            raise Deviation
        frame = wire.encode((self.example.number, exchanges[place].fresh, *request), to_handle)
        if wire.pack(frame) != exchanges[place].request:
            raise Deviation
        self.asked_of_student += 1
        return self.answers_of_example[place]

    def reference_answer(self, request: bytes | None) -> bytes | None:
        """What the reference answered to this, or None where it must be asked."""
        known = self.example.reference
        place, self.asked_of_reference = self.asked_of_reference, self.asked_of_reference + 1
        entry = known[place] if place < len(known) else None
        return entry[1] if entry is not None and entry[0] == request else None
