"""Names the known mistakes that answer as the learner's code does, by their prints. Runs in the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.course import Variant
from grader.diagnosis import Allowance, Evidence, Match
from grader.model import CheckResult
from grader.practice.fingerprints import Print, alike, prints_of_answers
from grader.practice.record import Mistake, PublicRecord
from grader.student import Call, recorded_answer

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
        self, failing: Sequence[CheckResult], evidence: Evidence, allowance: Allowance
    ) -> dict[str, list[Match]]:
        """For each failing check the known mistakes that behave as the learner, best first.

        A mistake should explain all failing checks of a function; where none does, each check is looked
        at by itself.
        """
        expected = {practice.check.id: practice.prints for practice in self.record.checks}
        agreeing: dict[str, list[Mistake]] = {}
        differing: dict[str, int] = {}
        for check in failing:
            right = expected[check.id]
            seen = [
                prints_of_answers([recorded_answer(call) for call in calls])
                for calls in self.calls[check.id]
            ]
            differing[check.id] = sum(
                not alike(own, wanted) for own, wanted in zip(seen, right, strict=False)
            )
            agreeing[check.id] = [
                mistake
                for mistake in self.record.mistakes
                if differing[check.id] and _agrees(seen, right, mistake.prints.get(check.id, {}))
            ]
        matches = {}
        for check in failing:
            group = [other.id for other in failing if other.functions[:1] == check.functions[:1]]
            whole = [m for m in agreeing[check.id] if all(m in agreeing[other] for other in group)]
            main = set(check.functions[:1])
            mistakes = sorted(
                whole or agreeing[check.id], key=lambda mistake: not main & set(mistake.overrides)
            )
            count = len(self.calls[check.id])
            matches[check.id] = [
                Match(
                    _variant(mistake), count, differing[check.id], differing[check.id], bool(whole)
                )
                for mistake in mistakes
            ]
        return matches


def _agrees(
    seen: Sequence[list[Print]], right: Sequence[list[Print]], wrong: Mapping[int, list[Print]]
) -> bool:
    return all(alike(own, wrong.get(place, right[place])) for place, own in enumerate(seen))


def _variant(mistake: Mistake) -> Variant:
    return Variant(
        name="",
        title=mistake.title,
        explanation=mistake.explanation,
        hint=mistake.hint,
        overrides=frozenset(mistake.overrides),
        source="",
    )
