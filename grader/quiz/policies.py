"""solutions/course.toml: the secret that variants are drawn from, what a quiz allows, what decides "passed".

Other parts of a course may keep tables of their own in the same file; they are left alone.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import course_secret, read_toml
from grader.errors import CourseError

Counts = Literal["best", "last", "first"]


class QuizPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [quiz]: when the key is shown, how often one may try, and which attempt counts."""

    key_shown: Literal["never", "after_attempts", "after_date"] = "never"
    after_attempts: int = 3
    after_date: datetime.date | None = None
    attempt_limit: int = 0
    draws: int = 5
    counts: Counts = "best"

    @property
    def limit(self) -> int:
        """How many attempts a question takes; 0 is no limit."""
        limits = [self.attempt_limit] if self.attempt_limit else []
        limits += [self.after_attempts] if self.key_shown == "after_attempts" else []
        return min(limits, default=0)

    def closed(self, attempts: int) -> bool:
        """Whether no further answer to a question counts after that many."""
        return bool(self.limit) and attempts >= self.limit

    def shows_key(self, attempts: int, today: datetime.date) -> bool:
        if self.key_shown == "after_attempts":
            return attempts >= self.after_attempts
        if self.key_shown == "after_date":
            return self.after_date is not None and today > self.after_date
        return False


class _CourseFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a quiz reads of solutions/course.toml."""

    quiz: QuizPolicy = QuizPolicy()


def read_policies(solutions: Path) -> tuple[str, QuizPolicy]:
    """The secret and the policy. Raises `CourseError` when there is no secret."""
    path = solutions / "course.toml"
    course = read_toml(path, _CourseFile) if path.is_file() else _CourseFile()
    policy = course.quiz
    if policy.key_shown == "after_date" and policy.after_date is None:
        raise CourseError(f'{path}: key_shown = "after_date" needs after_date = YYYY-MM-DD')
    if min(policy.after_attempts, policy.draws) < 1 or policy.attempt_limit < 0:
        raise CourseError(
            f"{path}: [quiz] counts attempts and draws from 1 (attempt_limit 0: none)"
        )
    return course_secret(solutions), policy
