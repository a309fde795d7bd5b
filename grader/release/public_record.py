"""What lets learners grade at home: the record of an exercise's practice checks, as files beside its stub."""

from __future__ import annotations

from collections.abc import Sequence

from grader.model import Exercise


def public_record(exercise: Exercise) -> dict[str, bytes]:
    """Files to publish beside the stub, by name; none for an exercise without practice checks."""
    return {}


def published_checks(exercises: Sequence[Exercise]) -> list[str]:
    """The names of the checks that learners may read."""
    return []
