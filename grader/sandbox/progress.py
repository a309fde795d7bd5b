"""How far a training run is: lines that a harness prints, taken out of what a worker prints.

A harness prints a line `MARK {"epoch": 3, "epochs": 10, "loss": 0.31}` once an epoch, and with epoch 0
before the first. A learner may print such a line too, which changes their own progress line
and nothing else: it is read as three bounded numbers or dropped. A marked line is never kept as output.

Runs in the judge.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated

import msgspec

from grader.messages import message
from grader.text import seconds as in_seconds

MARK = b"\x1eprogress "
LONGEST = 200  # bytes of a line; a longer one is no progress
_LINE = re.compile(re.escape(MARK) + rb"([^\n\x1e]{0,%d})\n" % LONGEST)
Count = Annotated[int, msgspec.Meta(ge=0, le=10**6)]


class Training(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Epochs behind us, epochs in all, and the loss of the last one (None: not known)."""

    epoch: Count
    epochs: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    loss: float | None = None


Listener = Callable[[Training], None]
_decoder = msgspec.json.Decoder(Training)


def read_line(content: bytes) -> Training | None:
    """What a marked line says, or None when it is malformed."""
    try:
        line = _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if line.epoch > line.epochs:
        return None
    if line.loss is not None and not math.isfinite(line.loss):
        return msgspec.structs.replace(line, loss=None)
    return line


class Filter:
    """Takes the marked lines out of a stream of bytes and tells a listener the last of each chunk."""

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self.held = b""

    def feed(self, chunk: bytes) -> bytes:
        """The bytes that are ordinary output; the beginning of a marked line is held back."""
        if not self.held and b"\x1e" not in chunk:
            return chunk
        text, last = self.held + chunk, None
        kept, end = [], 0
        for last in _LINE.finditer(text):
            kept.append(text[end : last.start()])
            end = last.end()
        self.held = _unfinished(text[end:])
        kept.append(text[end : len(text) - len(self.held)])
        if last and self.listener is not None and (line := read_line(last[1])) is not None:
            self.listener(line)
        return b"".join(kept)

    def rest(self) -> bytes:
        """What was held back and never became a marked line."""
        held, self.held = self.held, b""
        return held


def _unfinished(text: bytes) -> bytes:
    """The end of `text` that may still become a marked line."""
    place = text.rfind(MARK[:1])
    tail = text[place:] if place >= 0 else b""
    if len(tail) <= len(MARK):
        return tail if MARK.startswith(tail) else b""
    may_grow = tail.startswith(MARK) and b"\n" not in tail and len(tail) <= len(MARK) + LONGEST
    return tail if may_grow else b""


class Estimate:
    """The time a run still needs, from the time its epochs took. A new run begins when epochs go back."""

    def __init__(self) -> None:
        self.began = 0.0
        self.first = self.last = -1

    def remaining(self, training: Training, now: float) -> float | None:
        """Seconds left at the time `now`, None while nothing can be told."""
        if self.last < 0 or training.epoch < self.last:
            self.began, self.first = now, training.epoch
        self.last = training.epoch
        done = training.epoch - self.first
        if done <= 0:
            return None
        return (now - self.began) / done * (training.epochs - training.epoch)


def sentence(training: Training, left: float | None) -> str:
    """The run in a few words: epoch, loss, remaining time."""
    parts = [message("progress.training", epoch=training.epoch, epochs=training.epochs)]
    if training.loss is not None:
        parts.append(message("progress.loss", loss=f"{training.loss:.3g}"))
    if left is not None and left >= 1:
        parts.append(message("progress.left", seconds=in_seconds(left)))
    return ", ".join(parts)
