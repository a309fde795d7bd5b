"""What checks share with the suite that runs them, without naming it: calls recorded, figures shown.

Runs in the judge.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from grader.model import Figure
from grader.student import Recorder


class CheckContext:
    """The surroundings of running checks: one for each suite, or for one plain pytest run.

    `recorder` holds the calls of the current example, `figures` and `notes` what the checks had to
    show. With `fresh_seed` examples are drawn anew each time, else from `secret` where there is one;
    without `shrink` a failing example stays as it was drawn.
    """

    def __init__(self, *, fresh_seed: bool = False, shrink: bool = True, secret: str = "") -> None:
        self.recorder = Recorder()
        self.figures: dict[str, Figure] = {}
        self.notes: dict[str, None] = {}
        self.fresh_seed, self.shrink = fresh_seed, shrink
        self._secret = secret

    def seed_of(self, name: str) -> int | None:
        """What the examples of a check of this name are drawn from; None for the check itself, by name and source."""
        if self.fresh_seed or not self._secret:
            return None
        return int.from_bytes(
            hmac.digest(self._secret.encode(), f"examples/{name}".encode(), sha256)
        )

    @contextmanager
    def active(self) -> Iterator[None]:
        """Let comparisons and figures find this context inside the `with` block."""
        token = _active.set(self)
        try:
            yield
        finally:
            _active.reset(token)

    def activate(self) -> None:
        """The same for the rest of the process, for a plain pytest run."""
        _active.set(self)

    def take_figures(self) -> list[Figure]:
        """What the check has shown, in the order in which it first did."""
        figures = list(self.figures.values())
        self.figures.clear()
        return figures

    def take_notes(self) -> list[str]:
        """The notes since the last time."""
        notes = list(self.notes)
        self.notes.clear()
        return notes


_active: ContextVar[CheckContext | None] = ContextVar("check context", default=None)


def current() -> CheckContext:
    """The context of the check that runs; outside of any, one that nobody looks at."""
    return _active.get() or CheckContext()


def is_active() -> bool:
    """Whether a suite has said what its checks share."""
    return _active.get() is not None
