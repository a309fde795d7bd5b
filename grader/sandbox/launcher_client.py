"""The judge's end of the launcher: a warm process that forks workers."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import SandboxError
from grader.messages import message
from grader.model import Exercise, Limits
from grader.sandbox.resources import clean_environment

if TYPE_CHECKING:  # it knows NumPy, and a launcher is started before that is loaded here
    from grader.sandbox.worker_client import WorkerProcess

LAUNCHER_START_SECONDS = 120.0
SANDBOX_PARTS = (
    "namespaces",
    "landlock",
    "seccomp",
    "rlimits",
)  # of confinement, as reports name them


class Launcher:
    """A warm, secret-free process that forks workers; use as a context manager."""

    left_out: tuple[str, ...] = ()  # layers of the confinement, for the tests of what each stops

    def __init__(self, libraries: tuple[str, ...]) -> None:
        if not hasattr(os, "fork"):
            raise SandboxError(message("worker.no_fork"))
        self.libraries = libraries
        self.devices: tuple[str, ...] = ()  # device files that every worker may drive
        ours, theirs = socket.socketpair()
        self.control = ours
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [
                *(sys.executable, "-I", "-m", "grader.sandbox.launcher"),
                *(str(theirs.fileno()), ",".join(libraries)),
            ],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=clean_environment(libraries),
            start_new_session=True,
        )
        theirs.close()
        self._hello: dict[str, Any] | None = None
        self.busy = False  # between a question to the launcher and its answer

    def __enter__(self) -> Launcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def hello(self) -> dict[str, Any]:
        """What the launcher said once it was warm; waits for it."""
        if self._hello is None:
            self.control.settimeout(LAUNCHER_START_SECONDS)
            try:
                self._hello = self._read_line()
            except (OSError, ValueError) as error:
                libraries = ", ".join(self.libraries)
                text = message("worker.no_launcher", error=error, libraries=libraries)
                raise SandboxError(text) from None
        return self._hello

    def spawn(self, limits: Limits) -> WorkerProcess:
        """Fork a confined worker. Raises `SandboxError` when none answers."""
        from grader.sandbox.worker_client import Broken, Died, TimedOut, WorkerProcess

        readable = self.hello["read"]
        scratch = Path(tempfile.mkdtemp(prefix="grade-"))
        ours, theirs = socket.socketpair()
        output_read, output_write = os.pipe()
        request = {
            "op": "spawn",
            "scratch": str(scratch),
            "limits": msgspec.to_builtins(limits),
            "devices": list(self.devices),
            "left_out": list(self.left_out),
        }
        worker: WorkerProcess | None = None  # once it is there, the ends of the pipes are its own
        try:
            descriptors = [theirs.fileno(), output_write]
            try:
                answer = self._ask(request, descriptors)
            finally:
                theirs.close()
                os.close(output_write)
            worker = WorkerProcess(self.reap, answer["pid"], ours, output_read, scratch, limits)
            worker.watched = bool(self.devices)
            worker.start(readable)
        except (Died, TimedOut, Broken) as fault:
            how = f"{type(fault).__name__}: {fault}"
            raise SandboxError(message("worker.not_ready", how=how)) from None
        except BaseException:  # the user's Ctrl-C among them
            if worker is not None:
                with contextlib.suppress(SandboxError):
                    worker.kill()
            else:
                ours.close()
                os.close(output_read)
                shutil.rmtree(scratch, ignore_errors=True)
            raise
        return worker

    def reap(self, pid: int, grace: float = 0.0) -> int:
        """End a worker and return its exit code; `grace` seconds to end by itself."""
        return int(self._ask({"op": "reap", "pid": pid, "grace": grace}, [])["status"])

    def _ask(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        self.busy = True
        try:
            line = json.dumps(request).encode() + b"\n"
            socket.send_fds(self.control, [line], descriptors)
            return self._read_line()
        except (OSError, ValueError) as error:
            raise SandboxError(message("worker.launcher_lost", error=error)) from None
        finally:
            self.busy = False

    def _read_line(self) -> dict[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            chunk = self.control.recv(65536)
            if not chunk:
                raise ValueError(message("worker.launcher_ended"))
            line += chunk
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the launcher and with it every worker."""
        self.control.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Launchers:
    """One launcher for each set of libraries, started when it is first needed; a context manager."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, ...], Launcher] = {}

    def __enter__(self) -> Launchers:
        return self

    def __exit__(self, *_: object) -> None:
        for launcher in self.started.values():
            launcher.close()

    def of(self, exercise: Exercise) -> Launcher:
        """The launcher whose workers have the exercise's libraries."""
        if exercise.libraries not in self.started:
            self.started[exercise.libraries] = Launcher(exercise.libraries)
        return self.started[exercise.libraries]
