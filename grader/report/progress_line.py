"""One line on a terminal while checks run; nothing anywhere else."""

from __future__ import annotations

import shutil
import sys
import time

from grader.model import CheckResult, Exercise
from grader.sandbox import Estimate, Training, sentence
from grader.text import clean_line

PAUSE = 0.1  # seconds between two states of the line


class Progress:
    """The line of one grading, gone when it is over; use as a context manager."""

    def __init__(self, exercise: Exercise, *, quiet: bool) -> None:
        self.exercise = exercise
        self.shown = sys.stderr.isatty() and not quiet
        self.width = shutil.get_terminal_size().columns
        self.done = self.total = 0
        self.estimate = Estimate()
        self.told = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            print("\r" + " " * (self.width - 1) + "\r", end="", file=sys.stderr, flush=True)

    def step(self, done: int, total: int, result: CheckResult | None) -> None:
        """A check begins (no result yet) or is over."""
        self.done, self.total = done, total
        self.estimate = Estimate()
        self._say(clean_line(result.title if result else self.exercise.title))

    def training(self, run: Training) -> None:
        """An epoch of a training run is over."""
        now = time.monotonic()
        left = self.estimate.remaining(run, now)
        if now - self.told >= PAUSE:  # a learner's loop may call this as often as it likes
            self.told = now
            self._say(sentence(run, left))

    def _say(self, what: str) -> None:
        if self.shown:
            line = f"{self.exercise.id}  {self.done}/{self.total}  {what}"[: self.width - 1]
            print("\r" + line.ljust(self.width - 1), end="", file=sys.stderr, flush=True)
