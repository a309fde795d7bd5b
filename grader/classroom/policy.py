"""The table [class] of solutions/course.toml: deadlines, lateness, what counts, and a batch's time limits."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import read_toml
from grader.errors import CourseError
from grader.model import Exercise, Limits


class LatePolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [class.late]: what each day begun after the deadline costs, as a share of the score."""

    per_day: float = 0.0
    at_most: float = 1.0
    grace_minutes: int = 0

    def share_lost(self, behind: datetime.timedelta) -> float:
        """The share of its score that work loses, `behind` its deadline."""
        beyond = behind - datetime.timedelta(minutes=self.grace_minutes)
        if beyond <= datetime.timedelta():
            return 0.0
        days = -(-behind // datetime.timedelta(days=1))
        return min(self.at_most, self.per_day * days)


class BatchLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [class.limits]: seconds of wall clock for one call, one check and the import of a file.

    None of them is longer than the exercise's own. They hold for exercises without PyTorch; for those
    with it the exercise's own hold, unless `torch` is true.
    """

    call_seconds: float = 1.0
    check_seconds: float = 8.0
    load_seconds: float = 5.0
    torch: bool = False


class ClassPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [class]."""

    attempt: Literal["best", "latest"] = "best"
    drop_lowest: int = 0
    quiz_weight: float | None = None
    required: dict[str, list[str]] = {}
    due: dict[str, datetime.datetime] = {}
    gpu: list[str] = []
    late: LatePolicy = LatePolicy()
    limits: BatchLimits = BatchLimits()


class _CourseFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a class reads of solutions/course.toml."""

    policy: ClassPolicy = msgspec.field(default=ClassPolicy(), name="class")


def read_policy(solutions: Path) -> ClassPolicy:
    """The policy of a course. Raises `CourseError`."""
    path = solutions / "course.toml"
    policy = read_toml(path, _CourseFile).policy if path.is_file() else ClassPolicy()
    late, limits = policy.late, policy.limits
    if not (0 <= late.per_day <= 1 and 0 <= late.at_most <= 1 and late.grace_minutes >= 0):
        raise CourseError(f"{path}: [class.late] has shares from 0 to 1, and minutes from 0")
    if policy.quiz_weight is not None and not 0 <= policy.quiz_weight <= 1:
        raise CourseError(f"{path}: quiz_weight is a share from 0 to 1")
    if policy.drop_lowest < 0:
        raise CourseError(f"{path}: drop_lowest counts from 0")
    if min(limits.call_seconds, limits.check_seconds, limits.load_seconds) <= 0:
        raise CourseError(f"{path}: [class.limits] has seconds above 0")
    for name, moment in policy.due.items():
        if moment.tzinfo is None:
            raise CourseError(
                f"{path}: the deadline of {name} has no time zone; write {moment.isoformat()}+00:00 "
                "or your own offset"
            )
    return policy


def in_batch(exercise: Exercise, policy: ClassPolicy) -> Exercise:
    """The exercise with the time limits of a batch."""
    if exercise.uses_torch and not policy.limits.torch:
        return exercise
    own = exercise.limits
    limits = msgspec.structs.replace(
        own,
        call_seconds=min(own.call_seconds, policy.limits.call_seconds),
        check_seconds=min(own.check_seconds, policy.limits.check_seconds),
        load_seconds=min(own.load_seconds, policy.limits.load_seconds),
    )
    return msgspec.structs.replace(exercise, limits=limits)


def limits_key(limits: Limits) -> str:
    """The limits as text, for the key of a result."""
    return msgspec.json.encode(limits).decode()
