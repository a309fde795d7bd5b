"""The private half of an exercise -> its public record, with the practice checks and nothing else of it.

The reference and each known mistake are graded as learners would be, confined and live, on the same examples:
those that the practice checks draw, the simplest of each, and the smallest that shows each mistake. Runs in the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from math import fsum
from typing import Any

import msgspec

from grader.course import Variant, read_variants, stub_source
from grader.diagnosis import replays
from grader.errors import CourseError
from grader.judge import Check, PrivateHalf
from grader.model import Exercise, Submission
from grader.practice.fingerprints import Print, alike, print_of, prints_of_answers, size_of
from grader.practice.listening import ListenedReference
from grader.practice.record import (
    EXAMPLES_OF_A_CHANGE,
    Asked,
    Change,
    Example,
    Mistake,
    PracticeCheck,
    PublicRecord,
    bits_of,
    unpacked_value,
)
from grader.practice.sources import published_source, texts_in
from grader.sandbox import Launcher, wire
from grader.student import Call, GradingSession, Halt, RemoteObject, recorded_answer
from grader.testing import CheckContext

MOST_EXAMPLES = 90  # of a check; a recorder keeps as many and a few
ENOUGH_BYTES = 48 * 2**10  # of answers to one check; the examples after that are left out
MOST_CHANGES = 600
PRINTS_OF_A_CHANGE = 3  # in each check
DATA = (".json", ".npz")  # suffixes of files that checks may read


def make_public_record(exercise: Exercise, launcher: Launcher | None = None) -> PublicRecord:
    """The public record of an exercise, from its private half.

    Its examples are the fixed ones, whatever the official grade draws from. Raises `CourseError` where no
    check is marked for practice, and where one cannot be recorded.
    """
    own = launcher or Launcher(exercise.libraries)
    try:
        publisher = _Publisher(exercise, own)
        with publisher.open():
            return publisher.record()
    finally:
        if launcher is None:
            own.close()


def published_checks(checks: Iterable[Check]) -> list[Check]:
    """The practice checks among these; they require one another alone."""
    practice = [check for check in checks if check.practice]
    names = {check.function for check in practice}
    return [
        msgspec.structs.replace(
            check, requires=tuple(name for name in check.requires if name in names)
        )
        for check in practice
    ]


class _Publisher:
    """An exercise on its way into a record; `examples` and `prints` are by check, then by place."""

    def __init__(self, exercise: Exercise, launcher: Launcher) -> None:
        self.exercise, self.context = exercise, CheckContext()
        self.half = half = PrivateHalf(exercise, launcher, self.context)
        recorder, classes = self.context.recorder, half.classes()
        self.session = half.session = GradingSession(
            exercise, launcher, recorder, classes, half.harness
        )
        self.functions: dict[str, None] = {}  # that practice checks call
        self.reach: dict[str, set[str]] = {}
        self.drawn: dict[str, list[bytes]] = {}
        self.smallest: dict[
            str, list[bytes]
        ] = {}  # that fail for somebody, the simplest of all first

    @contextmanager
    def open(self) -> Iterator[None]:
        try:
            yield
        finally:
            self.session.end()
            self.half.close()

    def record(self) -> PublicRecord:
        half, exercise = self.half, self.exercise
        checks = published_checks(half.suite.checks)
        if not checks:
            raise CourseError(f"no check of {exercise.id} is marked @pytest.mark.practice")
        self._begin(half.exercise.reference.read_text(encoding="utf-8"))
        for check in checks:
            self._draw(check)
        variants = read_variants(exercise)
        for variant in variants:
            self._begin(variant.source)
            for check in self._reached(checks, variant):
                self._draw_smallest(check)
        for check in checks:
            self._order(check)
        self._begin(half.exercise.reference.read_text(encoding="utf-8"))
        practice = [self._listen(check) for check in checks]
        more = [check for check in half.suite.checks if not check.practice]
        return PublicRecord(
            exercise=exercise.id,
            files=self._files({check.function for check in checks}),
            stub=stub_source(exercise.reference.read_text(encoding="utf-8")),
            classes=self.session.classes,
            subjects={name: half.matcher.subjects(name) for name in half.matcher.harness_uses},
            checks=practice,
            mistakes=[self._mistake(variant, practice) for variant in variants],
            changes=self._changes(practice),
            more_checks=len(more),
            more_points=fsum(check.points for check in more),
        )

    def _begin(self, source: str) -> None:
        path = self.exercise.reference
        self.session.begin(Submission(source=source, path=path, label=path.name))

    def _reached(self, checks: Iterable[Check], variant: Variant) -> list[Check]:
        """The checks that a known mistake could fail."""
        if self.session.load_fault is not None:
            return []
        return [check for check in checks if self.reach[check.id] & variant.overrides]

    # --- examples ---

    def _draw(self, check: Check) -> None:
        """Have the check draw its examples, with the reference as the learner."""
        self.session.begin_check()
        if (failure := self.half.suite.run(check)) is not None:
            raise CourseError(f"{check.id} does not pass with the reference: {failure}")
        corpus = self.half.suite.corpora[check.id]
        if not corpus.drawn:
            raise CourseError(
                f"{check.id} draws what is no data, so its examples cannot be published"
            )
        self.drawn[check.id] = sorted(corpus.drawn, key=_size_of_drawn)
        self.smallest[check.id] = []
        with corpus.failing():
            self._draw_smallest(check)
        functions, uses = self.half.functions(), self.half.matcher.uses
        self.functions |= dict.fromkeys(functions)
        self.reach[check.id] = set(functions).union(*(uses.get(name, ()) for name in functions))

    def _draw_smallest(self, check: Check) -> None:
        """Add the smallest example that fails for the learner now graded."""
        self.session.begin_check()
        failure = self.half.suite.run(check)
        smallest = self.half.suite.corpora[check.id].latest()
        if failure is None or isinstance(failure, Halt) or smallest is None:
            return
        if smallest not in self.smallest[check.id]:
            self.smallest[check.id].append(smallest)

    def _order(self, check: Check) -> None:
        """Put the examples in order: the first that fails is shown."""
        shown = self.smallest[check.id]
        shown = [*shown[:1], *sorted(shown[1:], key=_size_of_drawn)]
        drawn = dict.fromkeys([*shown, *self.drawn[check.id]])
        self.drawn[check.id] = list(drawn)[:MOST_EXAMPLES]

    # --- what is asked and answered ---

    def _calls(
        self, check: Check, reference: Any
    ) -> Iterator[tuple[list[Call], BaseException | None]]:
        """The learner's calls in each example, and what ended it; the last one is one that halts."""
        half = self.half
        half.suite.corpora[check.id].know(self.drawn[check.id])
        half.suite.provide(self.session.student, reference)
        self.session.begin_check()
        for place in range(len(self.drawn[check.id])):
            self.session.more_time()
            failure = half.suite.run_examples(check, [place], lambda place: None)
            yield self.context.recorder.calls, failure
            if isinstance(failure, Halt):
                return

    def _listen(self, check: Check) -> PracticeCheck:
        """The check with all that the reference says to it, as reference and as learner."""
        examples, prints, size = [], [], 0
        listened = ListenedReference(self.half.reference)
        for place, (calls, failure) in enumerate(self._calls(check, listened)):
            if isinstance(failure, CourseError):
                raise failure
            if failure is not None:
                raise CourseError(f"an example of {check.id} fails with the reference: {failure}")
            asked = dict.fromkeys(listened.take_asked())
            for call in calls:
                if call.op == "call" and not isinstance(call.result, RemoteObject):
                    question = print_of([call.args, call.kwargs])
                    answer = wire.pack(wire.encode(call.result))
                    asked[Asked(call.name, question, answer)] = None
            examples.append(Example(self.drawn[check.id][place], list(asked)))
            prints.append(_prints(calls))
            size += sum(len(entry.answer) for entry in asked)
            if size > ENOUGH_BYTES:
                break
        del self.drawn[check.id][len(examples) :]
        return PracticeCheck(check=check, examples=examples, prints=prints)

    def _mistake(self, variant: Variant, practice: list[PracticeCheck]) -> Mistake:
        """A known mistake with its prints, where they are other than the reference's."""
        return Mistake(
            title=variant.title,
            explanation=variant.explanation,
            hint=variant.hint,
            overrides=sorted(variant.overrides),
            prints=self._shown(variant, practice, MOST_EXAMPLES)[0],
        )

    def _changes(self, practice: list[PracticeCheck]) -> list[Change]:
        """Small changes of the reference, each that shows in another way once.

        There are none where a run takes as long as networks do.
        """
        if self.exercise.uses_torch:
            return []
        changes: dict[bytes, Change] = {}
        for variant in islice(replays(list(self.functions), self.half.matcher), MOST_CHANGES):
            prints, halted = self._shown(variant, practice, EXAMPLES_OF_A_CHANGE)
            if halted or not prints:
                continue
            shows = {name: bits_of(places) for name, places in prints.items()}
            first = {
                name: [places[place] for place in sorted(places)[:PRINTS_OF_A_CHANGE]]
                for name, places in prints.items()
            }
            key = msgspec.msgpack.encode((shows, first))
            changes.setdefault(key, Change(variant.title, sorted(variant.overrides), shows, first))
        return list(changes.values())

    def _shown(
        self, variant: Variant, practice: list[PracticeCheck], most: int
    ) -> tuple[dict[str, dict[int, list[Print]]], bool]:
        """A variant's prints where they are other than the reference's, by check and place; whether a call halted.

        Of each check the first examples are asked, so many at `most`.
        """
        self._begin(variant.source)
        prints: dict[str, dict[int, list[Print]]] = {}
        halted = False
        reached = {
            check.id
            for check in self._reached((published.check for published in practice), variant)
        }
        for published in practice:
            if published.check.id not in reached:
                continue
            shown = prints[published.check.id] = {}
            answered = self._calls(published.check, self.half.reference)
            for place, (calls, failure) in enumerate(islice(answered, most)):
                halted |= isinstance(failure, Halt)
                if not alike(own := _prints(calls), published.prints[place]):
                    shown[place] = own
        return {name: places for name, places in prints.items() if places}, halted

    # --- files ---

    def _files(self, checks: set[str]) -> dict[str, bytes]:
        """The published part of the checks' files, the harness, and the data that they read."""
        private = self.exercise.private
        files = {
            path.name: published_source(path.read_text(encoding="utf-8"), checks)
            for path in sorted(private.glob("test_*.py"))
        }
        used = set().union(*map(texts_in, files.values()))
        if any("harness" in source for source in files.values()):
            for path in sorted(private.glob("harness*.py")):
                files[path.name] = path.read_text(encoding="utf-8")
        data = {
            path.name: path.read_bytes()
            for path in sorted(private.iterdir())
            if path.suffix in DATA and path.name in used
        }
        return data | {name: source.encode() for name, source in files.items()}


def _size_of_drawn(packed: bytes) -> tuple[int, float]:
    return size_of(unpacked_value(packed))


def _prints(calls: list[Call]) -> list[Print]:
    return prints_of_answers([recorded_answer(call) for call in calls])
