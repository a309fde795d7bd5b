"""The gradebook and the course's policy -> what counts: a score for each learner and exercise, and the total.

Everything here is derived; nothing of it is stored. Runs in the judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from grader.classroom import rulings
from grader.classroom.policy import ClassPolicy
from grader.classroom.store import Attempt, Gradebook, Member, Result

UNTIMED_LATE = datetime.timedelta(hours=1)  # behind, where a platform says late and not when


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What counts for one learner and exercise.

    `earned` is what the counting attempt scored before lateness and overrides. `status` is the report's,
    or `missing`. `problem` says why there is nothing to grade.
    """

    exercise: str
    score: float = 0.0
    max_score: float = 0.0
    earned: float = 0.0
    status: str = "missing"
    attempt: Attempt | None = None
    result: Result | None = None
    attempts: int = 0
    lost: float = 0.0
    lacking: list[str] = []
    override: str = ""
    problem: str = ""
    dropped: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A learner's line in the gradebook, exercises in the course's order."""

    member: Member
    standings: list[Standing]

    @property
    def counting(self) -> list[Standing]:
        return [standing for standing in self.standings if not standing.dropped]

    @property
    def score(self) -> float:
        return sum(standing.score for standing in self.counting)

    @property
    def max_score(self) -> float:
        return sum(standing.max_score for standing in self.counting)

    @property
    def share(self) -> float:
        return self.score / self.max_score if self.max_score else 0.0


def standings(book: Gradebook, policy: ClassPolicy) -> list[Row]:
    """Everybody's row, by name. A score that waits for a regrade to be accepted counts as it was."""
    results, gaps = book.results(), book.gaps()
    overrides, extensions = rulings.overrides(book), rulings.extensions(book)
    exercises = [(str(row["id"]), float(row["max_score"])) for row in book.exercises()]
    attempts: dict[tuple[int, str], list[Attempt]] = {}
    for attempt in book.attempts():
        attempts.setdefault((attempt.learner, attempt.exercise), []).append(attempt)
    rows = []
    for member in book.members():
        line = []
        for name, max_score in exercises:
            place = member.id, name
            due = _later(policy.due.get(name), extensions.get(place))
            graded = [
                _standing(attempt, results[attempt.id], due, policy, place in extensions)
                for attempt in attempts.get(place, [])
                if attempt.id in results
            ]
            chosen = _chosen(graded, policy)
            if chosen is None:
                waiting = place in attempts
                chosen = Standing(
                    exercise=name,
                    max_score=max_score,
                    status="waiting" if waiting else "missing",
                    problem=gaps.get(place, ""),
                )
            chosen = msgspec.structs.replace(chosen, attempts=len(attempts.get(place, [])))
            if override := overrides.get(place):
                text = f"{override['author']}: {override['reason']}"
                chosen = msgspec.structs.replace(chosen, score=override["score"], override=text)
            line.append(chosen)
        rows.append(Row(member=member, standings=_dropped(line, policy.drop_lowest)))
    return rows


def _later(
    due: datetime.datetime | None, extended: datetime.datetime | None
) -> datetime.datetime | None:
    return max(due, extended) if due and extended else due


def _standing(
    attempt: Attempt,
    result: Result,
    due: datetime.datetime | None,
    policy: ClassPolicy,
    extended: bool,
) -> Standing:
    whole = result.max_score + result.quiz_max
    earned = result.score + result.quiz_score
    if policy.quiz_weight is not None and result.quiz_max and result.max_score:
        code, quiz = result.score / result.max_score, result.quiz_score / result.quiz_max
        earned = whole * ((1 - policy.quiz_weight) * code + policy.quiz_weight * quiz)
    lacking = [
        name for name in policy.required.get(attempt.exercise, []) if name not in result.passed
    ]
    lost = policy.late.share_lost(behind(attempt, due, extended=extended))
    return Standing(
        exercise=attempt.exercise,
        score=0.0 if lacking else round(earned * (1 - lost), 4),
        max_score=whole,
        earned=round(earned, 4),
        status=result.status,
        attempt=attempt,
        result=result,
        lost=lost,
        lacking=lacking,
    )


def behind(
    attempt: Attempt, due: datetime.datetime | None, *, extended: bool
) -> datetime.timedelta:
    """How long after its deadline work came.

    What a platform only calls late came within a day; with an extension the platform's word is void.
    """
    if attempt.submitted:
        if due is None:
            return datetime.timedelta()
        return datetime.datetime.fromisoformat(attempt.submitted) - due
    return UNTIMED_LATE if attempt.late and not extended else datetime.timedelta()


def _chosen(graded: Sequence[Standing], policy: ClassPolicy) -> Standing | None:
    if not graded:
        return None
    if policy.attempt == "latest":
        return graded[-1]
    return max(reversed(graded), key=lambda standing: standing.score)


def _dropped(line: list[Standing], count: int) -> list[Standing]:
    """The line with its lowest shares marked as dropped; at least one exercise counts."""
    order = sorted(
        range(len(line)),
        key=lambda place: (
            line[place].score / line[place].max_score if line[place].max_score else 0.0
        ),
    )
    lowest = set(order[: min(count, max(0, len(line) - 1))])
    return [
        msgspec.structs.replace(standing, dropped=place in lowest)
        for place, standing in enumerate(line)
    ]
