"""Names the known mistakes that answer as the learner's code does, by their prints. Runs in the judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from grader.course import Variant
from grader.diagnosis import Allowance, Evidence, IsRefuted, Match
from grader.model import CheckResult
from grader.practice.fingerprints import Print, alike, prints_of_answers
from grader.practice.record import Change, PublicRecord, bits_of
from grader.student import Call, recorded_answer

FEWEST_ANSWERS = 3  # different wrong ones, on which the name of a change rests
ALIKE = 3  # changes that fit; where more do, the examples tell too little
Calls = Mapping[str, Sequence[list[Call]]]


class Fingerprints:
    """The known mistakes of a record, for `Diagnosis` in place of its `Matcher`.

    `calls` are the learner's in each example of the checks that failed, by check and place.
    """

    uses: Mapping[str, set[str]] = {}  # which function uses which is not published

    def __init__(self, record: PublicRecord, calls: Calls) -> None:
        self.record, self.calls = record, calls

    def subjects(self, harness_function: str) -> list[str]:
        """The learner's functions that a harness function is about."""
        return self.record.subjects.get(harness_function, [])

    def cpu_seconds(self) -> float:
        """The processor time that replays have used: there are none."""
        return 0.0

    def match(
        self,
        failing: Sequence[CheckResult],
        evidence: Evidence,
        allowance: Allowance,
        *,
        is_refuted: IsRefuted,
    ) -> dict[str, list[Match]]:
        """For each failing check the known mistakes that behave as the learner, best first.

        A mistake should explain all failing checks of a function; where none does, each check is looked
        at by itself. None shows where a check that passed was answered right. Nothing `is_refuted`: there are no
        probes.
        """
        expected = {practice.check.id: practice.prints for practice in self.record.checks}
        passed = {result.id for result in evidence.results if result.status == "passed"}
        asked = {
            name: _Asked(
                [
                    prints_of_answers([recorded_answer(call) for call in calls])
                    for calls in self.calls[name]
                ],
                expected[name],
            )
            for name in [*(check.id for check in failing), *(passed & self.calls.keys())]
        }
        possible = [
            mistake
            for mistake in self.record.mistakes
            if not any(
                asked[name].is_right_in(places)
                for name, places in mistake.prints.items()
                if name in passed and name in asked
            )
        ]
        agreeing = {
            check.id: [
                mistake
                for mistake in possible
                if asked[check.id].differing
                and asked[check.id].agrees(mistake.prints.get(check.id, {}))
            ]
            for check in failing
        }
        matches = {}
        for check in failing:
            group = {
                other.id: asked[other.id]
                for other in failing
                if other.functions[:1] == check.functions[:1]
            }
            agree = agreeing[check.id]
            whole = [known for known in agree if all(known in agreeing[other] for other in group)]
            main = set(check.functions[:1])
            mistakes = sorted(whole or agree, key=lambda mistake: not main & set(mistake.overrides))
            variants = [
                _variant(known.title, known.overrides, known.explanation, known.hint)
                for known in mistakes
            ] or self._changes(group, passed)
            differing = len(asked[check.id].differing)
            matches[check.id] = [
                Match(variant, len(self.calls[check.id]), differing, differing, bool(whole))
                for variant in variants
            ]
        return matches

    def _changes(self, group: Mapping[str, _Asked], passed: Set[str]) -> list[Variant]:
        """The small changes of the reference that show just where the failing checks of a function fail, and alike.

        None where the learner's wrong answers are few or the same, or where many changes fit.
        """
        answers = {tuple(own.seen[place]) for own in group.values() for place in own.differing}
        if len(answers) < FEWEST_ANSWERS:
            return []
        fitting = [
            change
            for change in self.record.changes
            if not passed & change.shows.keys()
            and all(own.shows(change, name) for name, own in group.items())
        ]
        if len(fitting) > ALIKE:
            return []
        return [_variant(change.title, change.overrides) for change in fitting]


class _Asked(NamedTuple):
    """What a check asked, example by example: the prints of the learner's answers, and of the right ones."""

    seen: Sequence[list[Print]]
    right: Sequence[list[Print]]

    @property
    def differing(self) -> list[int]:
        """The places of the examples that the learner answers wrong."""
        return [
            place
            for place, (own, wanted) in enumerate(zip(self.seen, self.right, strict=False))
            if not alike(own, wanted)
        ]

    def is_right_in(self, places: Iterable[int]) -> bool:
        """Whether the learner answers one of these examples right."""
        return any(
            alike(self.seen[place], self.right[place]) for place in places if place < len(self.seen)
        )

    def agrees(self, wrong: Mapping[int, list[Print]]) -> bool:
        """Whether the learner answers as one who is wrong in these places, and so."""
        return all(
            alike(own, wrong.get(place, self.right[place])) for place, own in enumerate(self.seen)
        )

    def shows(self, change: Change, name: str) -> bool:
        """Whether the learner is wrong in the same examples as a change of the reference, and alike in those on record."""
        return change.shows.get(name) == bits_of(self.differing) and all(
            alike(self.seen[place], own)
            for place, own in zip(self.differing, change.prints.get(name, []), strict=False)
        )


def _variant(
    title: str, overrides: Sequence[str], explanation: str = "", hint: str | None = None
) -> Variant:
    return Variant(
        name="",
        title=title,
        explanation=explanation,
        hint=hint,
        overrides=frozenset(overrides),
        source="",
    )
