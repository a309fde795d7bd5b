"""Waiting for facts about processes, for tests. A busy machine makes them late, never wrong."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE = 600.0  # seconds; to end a test that would never end, not to judge how fast anything is

# The return codes of a command that Ctrl-C ended: a shell shows both as 130. Where the interrupt
# arrived inside an `exec` (as dataclasses use on import), Python itself ends by the signal.
INTERRUPTED = (130, -signal.SIGINT)


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Come back when `happened()` is true; AssertionError that names `what` after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited {PATIENCE:g} s in vain: {what}"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that these started."""
    family = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[1]) == pid:
            child = int(path.parent.name)
            family += [child, *descendants(child)]
    return family


def alive(pids: Iterable[int]) -> bool:
    """Whether any of the processes still runs; one that ended and waits to be reaped does not."""
    return any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state not in "ZX"
