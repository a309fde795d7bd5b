"""Carries the proxies' requests to a worker and turns its answers into results or faults.

Runs in the judge. A learner's fault is raised out of the check that met it:
`LearnerFault` is an AssertionError, so Hypothesis shrinks its input; `Halt` is
not an Exception, so it ends the check at once (an untouched stub, an endless
loop, a dead process: no other input would tell more).
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import wire
from grader.messages import message
from grader.model import Exercise, Status, Submission
from grader.sandbox.process import Broken, Died, Launcher, Reply, TimedOut, WorkerProcess
from grader.student import Call, Recorder, RemoteModule, RemoteObject

FREE_BATCH = 64


class LearnerFault(AssertionError):
    """A call that did not return a value; the learner's fault."""

    def __init__(self, text: str, *, traceback: str | None = None, line: int | None = None) -> None:
        super().__init__(text)
        self.message, self.traceback, self.line = text, traceback, line


class Halt(BaseException):
    """Ends a check at once with this status and message."""

    def __init__(
        self, status: Status, text: str, *, traceback: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(text)
        self.status: Status = status
        self.message, self.traceback, self.line = text, traceback, line


class GradingSession:
    """One learner's worker for the length of one grading, replaced when it dies."""

    def __init__(
        self,
        exercise: Exercise,
        launcher: Launcher,
        recorder: Recorder,
        classes: list[str],
        harness: str,
        device: str = "cpu",
    ) -> None:
        self.exercise, self.launcher, self.recorder = exercise, launcher, recorder
        self.classes, self.harness, self.device = classes, harness, device
        self.student = RemoteModule(self, device)
        self.submission: Submission | None = None
        self.worker: WorkerProcess | None = None
        self.in_force: list[str] = []
        self.refused: dict[str, str] = {}
        self.load_fault: Halt | None = None
        self.halted: Halt | None = None
        self.check_deadline = 0.0
        self.generation = 0
        self.methods: dict[tuple[str, str], bool] = {}
        self.to_free: list[int] = []

    def begin(self, submission: Submission) -> None:
        """Start on a submission with a fresh worker."""
        self.end()
        self.submission = submission
        self.methods.clear()
        self.load_fault = None
        self._start_worker()

    def end(self) -> None:
        """End the worker, if there is one."""
        if self.worker is not None:
            self.worker.kill()
        self.worker = None

    def begin_check(self) -> None:
        """Have a living worker and a new deadline for one check."""
        self.halted = None
        if self.worker is None or not self.worker.alive:
            self._start_worker()
        self.check_deadline = time.monotonic() + self.exercise.limits.check_seconds

    def end_check(self) -> str:
        """What the learner's code printed during the check."""
        return self.worker.take_output() if self.worker is not None else ""

    def _start_worker(self) -> None:
        assert self.submission is not None
        limits = self.exercise.limits
        self.generation += 1
        self.to_free.clear()
        threads = 2 if self.exercise.uses_torch else 1
        self.worker = self.launcher.spawn(limits, threads=threads)
        self.worker.from_handle = self._proxy
        self.in_force, self.refused = self.worker.in_force, self.worker.refused
        if self.load_fault is not None:
            return
        request = {
            "source": self.submission.source,
            "filename": self.exercise.file,
            "module": Path(self.exercise.file).stem,
            "classes": self.classes,
            "harness": self.harness,
            "siblings": dict(self.submission.siblings),
            "device": self.device,
        }
        try:
            reply = self.worker.request("load", request, seconds=limits.load_seconds)
        except TimedOut:
            self.load_fault = Halt(
                "timeout",
                message("load.timeout", file=self.exercise.file, seconds=limits.load_seconds),
            )
        except Died as death:
            self.load_fault = Halt(
                "failed", message("load.died", file=self.exercise.file, how=_how(death))
            )
        except Broken as problem:
            self.load_fault = Halt(
                "failed", message("call.broken", name=self.exercise.file, problem=problem)
            )
        else:
            if reply.kind != "ok":
                self.load_fault = self._load_fault(reply)

    def _load_fault(self, reply: Reply) -> Halt:
        error = _Error(reply.payload)
        line = error.line
        text = message(
            "load.raised",
            file=self.exercise.file,
            line=line or "?",
            error=error.type,
            message=error.message,
        )
        return Halt("failed", text, traceback=self._traceback(error), line=line)

    # --- what proxies ask for (student.Session) ---

    def perform(self, call: Call, *request: Any) -> Any:
        """Carry out one recorded call and return its value, or raise the learner's fault."""
        self.recorder.add(call)
        if self.halted is not None:
            raise self.halted
        if self.load_fault is not None:
            raise self._halt(self.load_fault)
        reply = self._exchange(call, request)
        call.mutated = reply.mutated
        call.outcome = reply.kind
        if reply.kind == "ok":
            call.result = reply.payload
            return reply.payload
        return self._fault(call, reply)

    def is_method(self, obj: RemoteObject, name: str) -> bool:
        key = (obj._handle.class_name, name)
        if key not in self.methods:
            call = Call("get", name, (), {}, obj)
            if self.halted is not None:
                raise self.halted
            reply = self._exchange(call, ("get", obj, name))
            if reply.kind not in ("ok", "callable"):
                self.recorder.add(call)
                self._fault(call, reply)
            self.methods[key] = reply.kind == "callable"
        return self.methods[key]

    def release(self, obj: RemoteObject) -> None:
        if obj._generation == self.generation:
            self.to_free.append(obj._handle.id)

    def _proxy(self, handle: wire.Handle) -> RemoteObject:
        return RemoteObject(self, handle, self.generation)

    def _handle(self, value: Any) -> wire.Handle | None:
        if isinstance(value, RemoteObject):
            if value._generation != self.generation:
                raise Halt("failed", message("call.stale"))
            return value._handle
        return None

    def _exchange(self, call: Call, request: tuple[Any, ...]) -> Reply:
        assert self.worker is not None
        limits = self.exercise.limits
        left = self.check_deadline - time.monotonic()
        seconds = min(limits.call_seconds, max(left, 0.01))
        try:
            if len(self.to_free) >= FREE_BATCH:
                batch, self.to_free = self.to_free, []
                self.worker.request("free", batch, seconds=seconds)
            return self.worker.request(*request, seconds=seconds, to_handle=self._handle)
        except TimedOut:
            call.outcome = "timeout"
            key = "call.timeout" if left > limits.call_seconds else "check.timeout"
            limit = limits.call_seconds if left > limits.call_seconds else limits.check_seconds
            raise self._halt(
                Halt("timeout", message(key, name=_called(call), seconds=limit))
            ) from None
        except Died as death:
            call.outcome = "died"
            raise self._halt(
                Halt("failed", message("call.died", name=_called(call), how=_how(death)))
            ) from None
        except Broken as problem:
            call.outcome = "broken"
            raise self._halt(
                Halt("failed", message("call.broken", name=_called(call), problem=problem))
            ) from None

    def _halt(self, halt: Halt) -> Halt:
        self.halted = halt
        return halt

    def _fault(self, call: Call, reply: Reply) -> Any:
        name = _called(call)
        payload = reply.payload if isinstance(reply.payload, dict) else {}
        if reply.kind == "missing":
            names = [one for one in payload.get("names", []) if isinstance(one, str)]
            near = difflib.get_close_matches(name, names, 1)
            key = "call.missing_near" if near else "call.missing"
            raise self._halt(
                Halt(
                    "failed",
                    message(key, name=name, file=self.exercise.file, near=near[0] if near else ""),
                )
            )
        if reply.kind == "unsupported":
            raise LearnerFault(
                message("call.unsupported", name=name, type=str(payload.get("type", "?")))
            )
        if reply.kind != "raised":
            raise self._halt(
                Halt("failed", message("call.broken", name=name, problem=reply.kind[:40]))
            )
        error = _Error(payload)
        if "NotImplementedError" in error.bases:
            raise self._halt(
                Halt("not_started", message("call.not_started", name=name), line=error.line)
            )
        if error.type == "TypeError" and not error.frames and call.op in ("call", "method"):
            raise self._halt(
                Halt("failed", message("call.signature", name=name, message=error.message))
            )
        key = "call.raised" if error.line else "call.raised_elsewhere"
        text = message(
            key, name=name, error=error.type, message=error.message, line=error.line or ""
        )
        raise LearnerFault(text, traceback=self._traceback(error), line=error.line)

    def _traceback(self, error: _Error) -> str | None:
        assert self.submission is not None
        lines = self.submission.source.splitlines()
        shown = []
        for number, function in error.frames or ([(error.line, "<module>")] if error.line else []):
            text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
            shown.append(f'  File "{self.exercise.file}", line {number}, in {function}\n    {text}')
        return "\n".join([*shown, f"{error.type}: {error.message}"]) if shown else None


class _Error:
    """A learner's exception as the worker described it; every field checked."""

    def __init__(self, payload: Any) -> None:
        data: Mapping[str, Any] = payload if isinstance(payload, dict) else {}
        self.type = str(data.get("type", "Exception"))[:200]
        self.message = str(data.get("message", ""))[:4000]
        bases = data.get("bases", [])
        self.bases = [str(base) for base in bases] if isinstance(bases, list) else []
        frames = data.get("frames", [])
        self.frames = [
            (frame[0], str(frame[1])[:200])
            for frame in (frames if isinstance(frames, list) else [])
            if isinstance(frame, list) and len(frame) == 2 and isinstance(frame[0], int)
        ]
        line = data.get("line")
        self.line: int | None = (
            line if isinstance(line, int) else self.frames[-1][0] if self.frames else None
        )


def _called(call: Call) -> str:
    if call.op == "method" and isinstance(call.target, RemoteObject):
        owner = call.target._handle.class_name
        return owner if call.name == "__call__" else f"{owner}.{call.name}"
    if call.op in ("get", "set") and isinstance(call.target, RemoteObject):
        return f"{call.target._handle.class_name}.{call.name}"
    if call.op == "op":
        return f"operator {call.name}"
    return call.name.removeprefix("harness.")


def _how(death: Died) -> str:
    name = death.signal_name
    if name == "SIGKILL":
        return message("died.killed")
    if name is not None:
        return message("died.signal", signal=name)
    return message("died.exit", code=death.code)
