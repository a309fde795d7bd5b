"""The examples of one check: drawn by Hypothesis once, run again without drawing.

Drawing costs more than checking. The draws are derandomized and independent of
the learner's answers, so a check that passed once meets the same examples
again, and they can be put to the next submission without drawing them. When
one of them fails, the check is run in full, so that Hypothesis can shrink.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from hypothesis.errors import HypothesisDeprecationWarning

from grader.sandbox import wire
from grader.testing import body_of, is_property, replace_body


class ExampleListener(Protocol):
    """Who hears of the examples of a run (the session, which may be making a tape)."""

    def start_example(self) -> None: ...
    def keep_example(self, drawn: bytes | None) -> None: ...


class Corpus:
    """The drawn arguments of one check, packed; a plain check has one example without arguments."""

    def __init__(
        self, item: pytest.Function, listener: Callable[[], ExampleListener | None]
    ) -> None:
        self.item = item
        self.body = body_of(item.obj)
        self.is_property = is_property(item.obj)
        self.fixtures = frozenset(item.fixturenames)
        self.drawn: list[bytes] = []
        self.complete = False
        self.usable = True
        self._latest: dict[str, Any] = {}
        self._listener = listener

        @functools.wraps(self.body)
        def example(*args: Any, **arguments: Any) -> None:
            if hearing := self._listener():
                hearing.start_example()
            self._latest = arguments
            self.body(*args, **arguments)
            drawn = self._keep(arguments)
            if hearing:
                hearing.keep_example(drawn)

        replace_body(item, example)

    def _keep(self, arguments: dict[str, Any]) -> bytes | None:
        """Remember an example of a full run that passed; its packed arguments, or None for what is no data."""
        packed = self._packed(arguments)
        if packed is None:  # draw anew each time
            self.usable = False
            self.drawn.clear()
            return None
        if not self.is_property:
            self.drawn = [packed]
        elif self.usable and not self.complete:
            self.drawn.append(packed)
        return packed

    def _packed(self, arguments: dict[str, Any]) -> bytes | None:
        """The drawn ones of some arguments; None for what is drawn interactively, or is no data."""
        drawn = {name: value for name, value in arguments.items() if name not in self.fixtures}
        try:
            return wire.pack(wire.encode(drawn))
        except wire.Unsupported:
            return None

    def latest(self) -> bytes | None:
        """What was drawn for the latest example of a full run: the smallest failing one, after a run that failed."""
        return self._packed(self._latest)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Have every example that the check accepts fail in the block: the simplest one is then found."""
        body = self.body

        def fail(*args: Any, **arguments: Any) -> None:
            body(*args, **arguments)
            raise AssertionError

        self.body = fail
        try:
            yield
        finally:
            self.body = body

    def know(self, drawn: Sequence[bytes | None]) -> None:
        """Take the examples of a run that is on record."""
        known = [packed for packed in drawn if packed is not None]
        if len(known) == len(drawn):
            self.drawn, self.complete = known, True

    def begin(self) -> None:
        """A full run starts."""
        if not self.complete:
            self.drawn.clear()

    def end(self, passed: bool) -> None:
        """A full run has ended; what a failing one drew is no corpus."""
        self.complete = self.complete or (passed and self.usable)

    def run_again(
        self,
        places: Sequence[int] | None = None,
        before: Callable[[int], None] = lambda place: None,
    ) -> Callable[..., None]:
        """The check's body on kept examples, in the order in which they were drawn.

        `places` chooses some of them; `before` is told the place of each before it runs.
        """

        def run(**fixtures: Any) -> None:
            with warnings.catch_warnings():
                # Hypothesis does not like to see `assume` outside of its own runs; these hold already.
                warnings.simplefilter("ignore", HypothesisDeprecationWarning)
                for place in range(len(self.drawn)) if places is None else places:
                    before(place)
                    drawn = wire.decode(wire.unpack(self.drawn[place]), writable=True)
                    self.body(**fixtures, **drawn)

        return run
