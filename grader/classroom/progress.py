"""One line about a batch under way: done, failed, rate, time left. On a terminal live, elsewhere now and then."""

from __future__ import annotations

import shutil
import sys
import time

from grader.messages import message
from grader.text import clean_line

LIVE_PAUSE, LOG_PAUSE = 0.2, 60.0  # seconds between two lines


class BatchProgress:
    """The line of one exercise's batch; a context manager."""

    def __init__(self, name: str, total: int, *, quiet: bool) -> None:
        self.name, self.total, self.quiet = name, total, quiet
        self.done = self.failed = 0
        self.live = sys.stderr.isatty() and not quiet
        self.started = self.written = time.monotonic()

    def __enter__(self) -> BatchProgress:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.quiet and self.done:
            self._write("\n")

    def step(self, *, failed: bool) -> None:
        """One more is done."""
        self.done += 1
        self.failed += failed
        pause = LIVE_PAUSE if self.live else LOG_PAUSE
        if not self.quiet and time.monotonic() - self.written >= pause:
            self._write("" if self.live else "\n")

    def line(self) -> str:
        spent = max(time.monotonic() - self.started, 1e-9)
        rate = self.done / spent
        left = (self.total - self.done) / rate if rate else 0.0
        minutes, seconds = divmod(round(left), 60)
        return message(
            "class.progress",
            exercise=clean_line(self.name),
            done=self.done,
            total=self.total,
            failed=self.failed,
            rate=f"{rate:.1f}",
            left=f"{minutes}:{seconds:02d}",
        )

    def _write(self, end: str) -> None:
        self.written = time.monotonic()
        width = shutil.get_terminal_size().columns - 1
        start = "\r" if self.live else ""
        print(
            start + self.line()[:width].ljust(width if self.live else 0),
            end=end,
            file=sys.stderr,
            flush=True,
        )
