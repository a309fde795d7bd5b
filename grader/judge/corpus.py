"""The examples that Hypothesis drew for a check, kept for the submissions that follow.

Drawing costs more than checking. The draws are derandomized and independent of
the learner's answers, so a check that passed once meets the same examples
again, and they can be put to the next submission without drawing them. When
one of them fails, the check is run in full, so that Hypothesis can shrink.
"""

from __future__ import annotations

import functools
import warnings
from typing import Any

import pytest
from hypothesis.errors import HypothesisDeprecationWarning

from grader.sandbox import wire
from grader.testing import body_of, replace_body


class Corpus:
    """The drawn arguments of one property check, as encoded frames."""

    def __init__(self, item: pytest.Function) -> None:
        self.body = body_of(item.obj)
        self.fixtures = frozenset(item.fixturenames)
        self.frames: list[wire.Frame] = []
        self.complete = False
        self.usable = True

        @functools.wraps(self.body)
        def example(*args: Any, **arguments: Any) -> None:
            self.body(*args, **arguments)
            self._keep(arguments)

        replace_body(item, example)

    def _keep(self, arguments: dict[str, Any]) -> None:
        """Remember an example of a full run that passed."""
        if self.complete or not self.usable:
            return
        drawn = {name: value for name, value in arguments.items() if name not in self.fixtures}
        try:
            self.frames.append(_owned(wire.encode(drawn)))
        except wire.Unsupported:  # drawn interactively, or no data: draw anew each time
            self.usable = False
            self.frames.clear()

    def begin(self) -> None:
        """A full run starts."""
        if not self.complete:
            self.frames.clear()

    def end(self, passed: bool) -> None:
        """A full run has ended; what a failing one drew is no corpus."""
        self.complete = self.complete or (passed and self.usable)

    def replay(self, **fixtures: Any) -> None:
        """The check's body on every kept example, in the order in which they were drawn."""
        with warnings.catch_warnings():
            # Hypothesis does not like to see `assume` outside of its own runs; these hold already.
            warnings.simplefilter("ignore", HypothesisDeprecationWarning)
            for frame in self.frames:
                self.body(**fixtures, **wire.decode(frame, writable=True))


def _owned(frame: wire.Frame) -> wire.Frame:
    """The frame with memory of its own: what was drawn may be changed by the check later."""
    return wire.Frame(frame.head, [memoryview(bytes(buffer)) for buffer in frame.buffers])
