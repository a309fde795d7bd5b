"""Waiting for facts about processes, for tests. A busy machine makes them late, never wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE = 600.0  # seconds; to end a test that would never end, not to judge how fast anything is


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
    """Whether any of the processes is there."""
    return any(Path(f"/proc/{pid}").exists() for pid in pids)
