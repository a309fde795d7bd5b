"""What a check raises when an answer is wrong, and the rung of the ladder that it stopped at.

Runs in the judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.messages import message
from grader.model import Grid, Rung
from grader.testing.context import current


class CheckFailure(AssertionError):
    """A comparison that failed, with what a report needs to explain it."""

    def __init__(
        self,
        rung: Rung,
        message: str,
        expected: str = "",
        actual: str = "",
        grids: Sequence[Grid] = (),
    ) -> None:
        super().__init__(message)
        self.rung: Rung = rung
        self.message, self.expected, self.actual = message, expected, actual
        self.grids = list(grids)


def demand(holds: bool, text: str) -> None:
    """Raise `CheckFailure` with this sentence for the learner unless something holds."""
    if not holds:
        raise CheckFailure("values", text)


def demand_arguments_unchanged() -> None:
    """Raise `CheckFailure` for the first call of the example that changed its arguments, once."""
    if text := current().recorder.unsaid_mutation():
        expected, actual = message("call.mutated.expected"), message("call.mutated.actual")
        raise CheckFailure("mutation", text, expected, actual)
