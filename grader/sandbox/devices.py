"""Where an exercise is graded: on the CPU, or on an NVIDIA GPU that a confined worker can use.

A GPU is tried out in a worker of its own, confined as a learner's will be, before any learner's code
is there; what that worker says is what counts. The judge itself never touches the GPU.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from typing import NamedTuple

from grader.errors import SandboxError, UsageError
from grader.messages import message
from grader.model import Exercise, Limits
from grader.sandbox.launcher_client import Launcher
from grader.sandbox.worker_client import Broken, Died, TimedOut
from grader.text import clean_line

PROBE_SECONDS = 60.0
CONTROL = "/dev/nvidiactl"
DEVICE_FILES = (
    CONTROL,
    "/dev/nvidia-uvm",
    "/dev/nvidia-uvm-tools",
    "/dev/nvidia-modeset",
    "/dev/nvidia-caps",
)


class Probe(NamedTuple):
    """Whether a worker could compute on a GPU; `why` not, when it could not."""

    usable: bool
    name: str = ""
    why: str = ""


class Choice(NamedTuple):
    """The device of an exercise, and what the report should say about it (or nothing)."""

    device: str
    note: str = ""


def device_files() -> tuple[str, ...]:
    """The files of NVIDIA's driver on this machine; none where there is no GPU."""
    if not os.path.exists(CONTROL):
        return ()
    cards = [path for path in glob.glob("/dev/nvidia[0-9]*") if path[11:].isdigit()]
    return (*sorted(cards), *(path for path in DEVICE_FILES if os.path.exists(path)))


def choose(wanted: str, exercise: Exercise, present: bool, probe: Callable[[], Probe]) -> Choice:
    """Decide for one exercise; `present` tells whether there are device files at all.

    Raises `UsageError` when a GPU was asked for that cannot be used.
    """
    if not exercise.uses_torch:
        return Choice("cpu", message("device.numpy") if wanted == "cuda" else "")
    if wanted == "cpu" or (wanted == "auto" and not present):
        return Choice("cpu")
    probed = probe() if present else Probe(usable=False, why=message("device.no_gpu"))
    if probed.usable:
        return Choice("cuda")
    if wanted == "cuda":
        raise UsageError(message("device.refused", why=probed.why))
    return Choice("cpu", message("device.unusable", why=probed.why))


class Devices:
    """Decides for every exercise of a run, and opens the GPU to the launchers that use it."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.files = device_files() if wanted != "cpu" else ()
        self.probed: dict[Launcher, Probe] = {}

    def choose(self, exercise: Exercise, launcher: Callable[[Exercise], Launcher]) -> Choice:
        """The device of an exercise; `launcher` gives the one that would grade it."""
        return choose(
            self.wanted, exercise, bool(self.files), lambda: self._probe(launcher(exercise))
        )

    def _probe(self, launcher: Launcher) -> Probe:
        if launcher not in self.probed:
            launcher.devices = self.files
            answer = self.probed[launcher] = probe(launcher)
            if not answer.usable:
                launcher.devices = ()
        return self.probed[launcher]


def probe(launcher: Launcher) -> Probe:
    """Have a confined worker compute something on the GPU."""
    try:
        worker = launcher.spawn(Limits(memory_mb=4096, cpu_seconds=120))
    except SandboxError as error:
        return Probe(usable=False, why=clean_line(str(error), 200))
    try:
        reply = worker.request("probe", seconds=PROBE_SECONDS)
    except (TimedOut, Died, Broken) as fault:
        how = clean_line(f"{type(fault).__name__} {fault}", 200)
        return Probe(usable=False, why=message("device.probe", how=how))
    finally:
        worker.kill()
    answer = reply.payload
    if reply.kind != "ok" or not isinstance(answer, dict):
        return Probe(usable=False, why=message("device.probe", how=reply.kind))
    name, why = (clean_line(str(answer.get(key, "")), 200) for key in ("name", "why"))
    return Probe(usable=answer.get("usable") is True, name=name, why=why)
