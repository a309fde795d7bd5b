"""A learner's faults in words: what is raised out of a check when a call gives no value.

`LearnerFault` is an AssertionError, so Hypothesis shrinks its input. `Halt` is
not an Exception, so it ends the check at once (an untouched stub, an endless
loop, a dead process: no other input would tell more).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from grader.messages import message
from grader.model import Rung, Status, Submission, cell_line
from grader.sandbox import Broken, Died, Reply
from grader.student.proxies import RemoteObject
from grader.student.recording import Call

MAX_NAMES, MAX_FRAMES = 200, 10
# Python's words for arguments that a signature does not take; any other TypeError comes from within.
WRONG_CALLS = (
    "positional argument",
    "keyword argument",
    "required argument",
    "takes no arguments",
    "multiple values for",
    "keyword-only argument",
    "is not callable",
)
WRONG_CALL = re.compile(rf"^TypeError: .*({'|'.join(WRONG_CALLS)})")


class LearnerFault(AssertionError):
    """A call that did not return a value; `outcome` says so in a few words."""

    def __init__(
        self,
        text: str,
        outcome: str,
        *,
        traceback: str | None = None,
        line: int | None = None,
        rung: Rung = "raised",
    ) -> None:
        super().__init__(text)
        self.rung: Rung = rung
        self.message, self.outcome, self.traceback, self.line = text, outcome, traceback, line


class Halt(BaseException):
    """Ends a check at once with this status and message."""

    def __init__(
        self,
        status: Status,
        text: str,
        outcome: str = "",
        *,
        traceback: str | None = None,
        line: int | None = None,
        rung: Rung | None = None,
        subject: str = "",
    ) -> None:
        super().__init__(text)
        self.subject = subject  # the learner's function that it is about, where that is known
        self.status: Status = status
        self.rung: Rung | None = rung
        self.message, self.outcome, self.traceback, self.line = text, outcome, traceback, line


class LearnerError:
    """A learner's exception as the worker described it; every field checked."""

    def __init__(self, payload: Any) -> None:
        data: Mapping[str, Any] = payload if isinstance(payload, dict) else {}
        self.type = str(data.get("type", "Exception"))[:200]
        self.message = str(data.get("message", ""))[:4000]
        bases, frames, line = data.get("bases"), data.get("frames"), data.get("line")
        self.bases = [str(base) for base in bases[:MAX_NAMES]] if isinstance(bases, list) else []
        self.frames = [
            (frame[0], str(frame[1])[:200])
            for frame in (frames[:MAX_FRAMES] if isinstance(frames, list) else [])
            if isinstance(frame, list) and len(frame) == 2 and isinstance(frame[0], int)
        ]
        self.line: int | None = line if isinstance(line, int) else None
        if self.line is None and self.frames:
            self.line = self.frames[-1][0]

    @property
    def text(self) -> str:
        """The exception as Python prints it: its type, and its message if it has one."""
        return f"{self.type}: {self.message}" if self.message else self.type

    def traceback(self, submission: Submission, file: str) -> str | None:
        """The learner's own frames, with lines from the source that was handed in."""
        lines = submission.source.splitlines()
        frames = self.frames or ([(self.line, "<module>")] if self.line else [])
        shown = []
        for number, function in frames:
            text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
            place = f'File "{file}", line {number}'
            if submission.cells:
                place = "Cell In[{}], line {}".format(*cell_line(submission.cells, number))
            shown.append(f"  {place}, in {function}\n    {text}")
        return "\n".join([*shown, self.text]) if shown else None


def failed_cells(reply: Reply, submission: Submission) -> list[str]:
    """A sentence on each cell of a notebook that raised, the first few; a worker may answer anything."""
    failed = reply.payload if reply.kind == "ok" and isinstance(reply.payload, list) else []
    sentences = []
    for entry in failed if submission.cells else []:
        place, account = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if isinstance(place, int) and 0 <= place < len(submission.cells):
            error = LearnerError(account)
            line = error.line or submission.cells[place]
            number, line = cell_line(submission.cells, line)
            sentences.append(message("load.cell", cell=number, line=line, error=error.text))
    return sentences


def load_failed(reply: Reply, submission: Submission, file: str) -> Halt:
    """The learner's file cannot be imported."""
    error = LearnerError(reply.payload)
    text = message("load.raised", file=file, line=error.line or "?", error=error.text)
    trace = error.traceback(submission, file)
    return Halt("failed", text, traceback=trace, line=error.line, rung="load")


def load_timed_out(file: str, seconds: float) -> Halt:
    return Halt("timeout", message("load.timeout", file=file, seconds=seconds), rung="timeout")


def load_died(file: str, death: Died) -> Halt:
    return Halt("failed", message("load.died", file=file, how=how(death)), rung="died")


def timed_out(call: Call, seconds: float, *, whole_check: bool) -> Halt:
    """One call, or the whole check, took too long."""
    key = "check.timeout" if whole_check else "call.timeout"
    outcome = message("call.timeout.outcome", seconds=seconds)
    text = message(key, name=called(call), seconds=seconds)
    return Halt("timeout", text, outcome, rung="timeout")


def check_timed_out(seconds: float) -> Halt:
    """A check took too long, outside of any call of the learner's code."""
    outcome = message("call.timeout.outcome", seconds=seconds)
    return Halt("timeout", message("check.timeout_answers", seconds=seconds), outcome)


def too_large(megabytes: int) -> Halt:
    """The answers to one example are more than we keep."""
    return Halt("failed", message("call.large", mb=megabytes), message("call.broken.outcome"))


def died(call: Call, death: Died) -> Halt:
    outcome = message("call.died.outcome")
    text = message("call.died", name=called(call), how=how(death))
    return Halt("failed", text, outcome, rung="died")


def broken(name: str, problem: Broken | str) -> Halt:
    outcome = message("call.broken.outcome")
    text = message("call.broken", name=name, problem=problem)
    return Halt("failed", text, outcome, rung="died")


def from_reply(call: Call, reply: Reply, submission: Submission, file: str) -> LearnerFault | Halt:
    """What an answer without a value means."""
    name = called(call)
    payload = reply.payload if isinstance(reply.payload, dict) else {}
    if reply.kind == "missing":
        return _missing(name, payload, file)
    if reply.kind == "unsupported":
        kind = str(payload.get("type", "?"))[:200]
        outcome = message("call.unsupported.outcome", type=kind)
        text = message("call.unsupported", name=name, type=kind)
        return LearnerFault(text, outcome, rung="type")
    if reply.kind != "raised":
        return broken(name, reply.kind[:40])
    error = LearnerError(payload)
    if "NotImplementedError" in error.bases:
        unwritten = _unwritten(call, error) or name
        text = message("call.not_started", name=unwritten)
        return Halt("not_started", text, line=error.line, subject=unwritten.partition(".")[0])
    if WRONG_CALL.search(error.text) and not error.frames and call.op in ("call", "method"):
        outcome = message("call.signature.outcome")
        text = message("call.signature", name=name, message=error.message)
        return Halt("failed", text, outcome, rung="raised")
    key = "call.raised" if error.line else "call.raised_elsewhere"
    values = {"name": name, "error": error.text, "line": error.line or ""}
    if error.line and submission.cells:
        key = "call.raised.cell"
        values["cell"], values["line"] = cell_line(submission.cells, error.line)
    return LearnerFault(
        message(key, **values),
        message("call.raised.outcome", error=error.type),
        traceback=error.traceback(submission, file),
        line=error.line,
    )


def _unwritten(call: Call, error: LearnerError) -> str:
    """The function that a call of another one ended in; empty where it is a method."""
    if not error.frames or call.op != "call" or call.name.startswith("harness."):
        return ""
    inner = error.frames[-1][1]
    return inner if inner.isidentifier() and not inner.startswith("_") else ""


def gpu_memory_is_full(payload: Any) -> bool:
    """Whether an exception of a worker says that a GPU has no memory left."""
    error = LearnerError(payload)
    return "OutOfMemoryError" in error.bases or (
        ("CUDA" in error.message and "out of memory" in error.message)
        or "CUBLAS_STATUS_ALLOC_FAILED" in error.message
    )


def _missing(name: str, payload: Mapping[str, Any], file: str) -> Halt:
    names = payload.get("names")
    names = names[:MAX_NAMES] if isinstance(names, list) else []
    known = [name[:100] for name in names if isinstance(name, str)]
    near = difflib.get_close_matches(name, known, 1)
    key = "call.missing_near" if near else "call.missing"
    text = message(key, name=name, file=file, near=near[0] if near else "")
    return Halt("failed", text, message("call.missing.outcome"), rung="missing")


def called(call: Call) -> str:
    """What was called, as a learner would name it."""
    name = call.name.removeprefix("harness.")
    if call.op == "op":
        return message("call.operator", name=name)
    if not isinstance(call.target, RemoteObject):
        return name
    owner = call.target._handle.class_name
    return owner if name == "__call__" else f"{owner}.{name}"


def how(death: Died) -> str:
    """How a process ended."""
    name = death.signal_name
    if name == "SIGKILL":
        return message("died.killed")
    if name is not None:
        return message("died.signal", signal=name)
    return message("died.exit", code=death.code)
