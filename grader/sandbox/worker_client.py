"""The judge's end of a worker: requests, deadlines, what was printed, and the end."""

from __future__ import annotations

import contextlib
import math
import os
import select
import shutil
import signal
import socket
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from grader.messages import message
from grader.model import Limits
from grader.sandbox import wire
from grader.sandbox.channel import Channel, Closed
from grader.sandbox.progress import Filter
from grader.sandbox.resources import cpu_seconds, resident_mb
from grader.text import clean, clean_line

DEATH_GRACE_SECONDS = 1.0
START_SECONDS = 30.0
MAX_NAMES, LONGEST_NAME = 100, 200  # of changed arguments
MAX_ITEMS, LONGEST_TEXT = 500, 4000  # of an exception, or of the names that a file defines
WATCH_SECONDS = 0.2  # between two looks at the memory of a worker with devices
DEVICE_MB = 4096  # resident memory that CUDA's own libraries may take on top of a limit


class TimedOut(Exception):
    """The worker did not answer in time; it has been killed."""


class Died(Exception):
    """The worker's process ended; `code` is its exit code, 128 + n for signal n."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code

    @property
    def signal_name(self) -> str | None:
        number = -self.code if self.code < 0 else self.code - 128
        with contextlib.suppress(ValueError):
            return signal.Signals(number).name
        return None


class Broken(Exception):
    """The worker answered with something that is no frame of the wire."""


class Reply(NamedTuple):
    """One answer of the worker; all of it is the learner's word."""

    kind: str
    payload: Any
    mutated: list[str]
    size: int  # bytes


def _words(payload: Any) -> Any:
    """What a worker says beside values, with texts fit to stand in a sentence of ours."""
    if isinstance(payload, str):
        return clean(payload, LONGEST_TEXT)
    if isinstance(payload, list):
        return [_words(item) for item in payload[:MAX_ITEMS]]
    if isinstance(payload, dict):
        return {key: _words(item) for key, item in islice(payload.items(), MAX_NAMES)}
    return payload


class WorkerProcess:
    """One confined process with the learner's code in it."""

    def __init__(
        self,
        reap: Callable[[int, float], int],
        pid: int,
        sock: socket.socket,
        output: int,
        scratch: Path,
        limits: Limits,
    ) -> None:
        self.reap, self.pid, self.output, self.scratch = reap, pid, output, scratch
        self.limits = limits
        self.channel = Channel(sock, limits.reply_mb * 2**20, wire.REPLY)
        self.alive, self.used = True, 0.0
        self.watched, self.next_look = False, 0.0
        self.in_force: list[str] = []
        self.refused: dict[str, str] = {}
        self.printed = bytearray()
        self.printed_total = 0
        self.progress = Filter()
        self.deadline = 0.0
        self.from_handle: wire.FromHandle | None = None
        self.sequence = 0
        os.set_blocking(output, False)
        sock.setblocking(False)
        self.poll = select.poll()
        self.poll.register(sock, select.POLLIN)
        self.poll.register(output, select.POLLIN)

    def start(self, readable: list[str]) -> None:
        self.readable = readable
        self.deadline = time.monotonic() + START_SECONDS
        reply = self._receive(expected=0)
        facts = reply.payload
        self.in_force, self.refused = facts["in_force"], facts["refused"]

    def request(
        self,
        operation: str,
        *arguments: Any,
        seconds: float,
        to_handle: wire.ToHandle | None = None,
        fresh: bool = False,
    ) -> Reply:
        """Send one request and wait for its answer, at most `seconds`.

        With `fresh` the worker seeds its global random generators first.

        Raises `TimedOut`, `Died` or `Broken`; after any of them the worker is gone.
        """
        if not self.alive:
            raise Died(0)
        self.sequence += 1
        frame = wire.encode((self.sequence, fresh, operation, *arguments), to_handle)
        self.deadline = time.monotonic() + seconds
        try:
            self.channel.send(frame, self._wait_to_write)
        except TimedOut:
            self.kill()
            raise TimedOut from None
        except Closed:
            raise Died(self.kill(DEATH_GRACE_SECONDS)) from None
        return self._receive(self.sequence)

    def cpu_seconds(self) -> float:
        """The processor time that this worker has used, so far or in its whole life."""
        return cpu_seconds(self.pid) if self.alive else self.used

    def batch(self, requests: Sequence[bytes], *, first: bool, seconds: float) -> list[bytes]:
        """Put packed requests to the worker in one frame; the packed answers, fewer when one is no value.

        Each request is `(example, fresh, operation, ...)`; with `first` the objects of earlier examples
        are forgotten. The time is for all of them. Raises as `request` does.
        """
        import numpy as np

        data = np.frombuffer(b"".join(requests), np.uint8)
        sizes = [len(request) for request in requests]
        payload = self.request("batch", first, data, sizes, seconds=seconds).payload
        try:
            answers, lengths = payload
            if (
                answers.dtype != np.uint8
                or sum(lengths) != len(answers)
                or len(lengths) > len(sizes)
            ):
                raise wire.WireError("not the answers to these requests")
            rest, parts = memoryview(answers.tobytes()), []
            for length in lengths:
                if type(length) is not int or length < 0:
                    raise wire.WireError("a size is a non-negative int")
                parts.append(bytes(rest[:length]))
                rest = rest[length:]
            return parts
        except (wire.WireError, ValueError, TypeError, AttributeError) as error:
            self.kill()
            raise Broken(clean_line(str(error))) from None

    def parse(self, answer: bytes, expected: int) -> Reply:
        """One answer of a batch, which is `expected` to be about this example. Raises `Broken`."""
        try:
            return self._reply(wire.unpack(answer, wire.REPLY), expected)
        except (wire.WireError, ValueError, TypeError) as error:
            self.kill()
            raise Broken(clean_line(str(error))) from None

    def _reply(self, frame: wire.Frame, expected: int) -> Reply:
        answer = wire.decode(frame, self.from_handle, bounds=wire.REPLY)
        sequence, kind, payload, mutated = answer
        if sequence != expected or not isinstance(kind, str) or not isinstance(mutated, list):
            raise wire.WireError("not the answer to this request")
        size = len(frame.head) + sum(len(buffer) for buffer in frame.buffers)
        if kind != "ok":
            payload = _words(payload)
        names = [clean_line(str(name), LONGEST_NAME) for name in mutated[:MAX_NAMES]]
        return Reply(clean_line(kind, LONGEST_NAME), payload, names, size)

    def _receive(self, expected: int) -> Reply:
        try:
            return self._reply(self.channel.receive(self._wait), expected)
        except Closed:
            raise Died(self.kill(DEATH_GRACE_SECONDS)) from None
        except (TimedOut, Died):
            self.kill()
            raise
        except (wire.WireError, ValueError, TypeError) as error:
            self.kill()
            raise Broken(clean_line(str(error))) from None

    def _wait_to_write(self) -> None:
        """Return when the channel can be written to; keep what is printed meanwhile."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimedOut
        readable, _, _ = select.select([self.output], [self.channel.sock], [], left)
        if readable:
            self._keep_output()

    def _wait(self) -> None:
        """Return when the channel is readable; keep what is printed meanwhile."""
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:  # however much is still coming
                raise TimedOut
            if self.watched and time.monotonic() >= self.next_look:
                self._look_at_memory()
            pause = min(left, WATCH_SECONDS) if self.watched else left
            ready = False
            for descriptor, _ in self.poll.poll(math.ceil(pause * 1000)):
                if descriptor == self.output:
                    self._keep_output()
                else:
                    ready = True
            if ready:
                return

    def _look_at_memory(self) -> None:
        """End a worker that holds more memory than it may; CUDA maps too much for RLIMIT_AS."""
        self.next_look = time.monotonic() + WATCH_SECONDS
        if resident_mb(self.pid) > self.limits.memory_mb + DEVICE_MB:
            raise Died(128 + signal.SIGKILL)

    def _keep_output(self) -> None:
        with contextlib.suppress(BlockingIOError):
            chunk = os.read(self.output, 65536)
            if not chunk:
                with contextlib.suppress(KeyError):
                    self.poll.unregister(self.output)
            self._print(self.progress.feed(chunk))

    def _print(self, text: bytes) -> None:
        self.printed_total += len(text)
        self.printed += text[: max(0, self.limits.output_kb * 1024 - len(self.printed))]

    def take_output(self) -> str:
        """What was printed since the last time, cut at the limit with a line that says so."""
        self._print(self.progress.rest())
        text = clean(self.printed.decode("utf-8", "replace"), self.limits.output_kb * 1024)
        if self.printed_total > len(self.printed):
            sizes = {"total": self.printed_total, "kept": len(self.printed)}
            text += "\n" + message("printed.cut", **sizes)
        self.printed.clear()
        self.printed_total = 0
        return text

    def kill(self, grace: float = 0.0) -> int:
        """End the process and remove its scratch folder; returns the exit code."""
        if not self.alive:
            return 0
        self.used = self.cpu_seconds()
        self.alive = False
        try:
            return self.reap(self.pid, grace)
        finally:
            with contextlib.suppress(OSError, ValueError):
                for _ in range(16):
                    self._keep_output()
            self.channel.close()
            os.close(self.output)
            shutil.rmtree(self.scratch, ignore_errors=True)
