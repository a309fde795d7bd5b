"""Carries the proxies' requests to a worker, and replaces a worker that died. Runs in the judge."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.alarm import ringing
from grader.course import Harness, helpers_of
from grader.messages import message
from grader.model import Exercise, Submission
from grader.sandbox import Broken, Died, Launcher, Listener, Reply, TimedOut, WorkerProcess, wire
from grader.student import faults
from grader.student.faults import Halt, LearnerFault
from grader.student.proxies import RemoteModule, RemoteObject
from grader.student.recording import EXAMPLE_BYTES, Call, Recorder
from grader.student.tapes import Example, Playback, Recording, Tape
from grader.text import clean_line

FREE_BATCH = 64
AGAIN_SECONDS, AGAIN_SHARE = 1.0, 0.2  # left to a function that has used its time up once
FRAME_SECONDS, FRAME_SLACK = (
    1.0,
    20.0,
)  # of a frame: what the reference takes so many times, and a second


def load_request(
    exercise: Exercise,
    source: str,
    classes: list[str],
    harness: Harness,
    siblings: Mapping[str, str] | None = None,
    device: str = "cpu",
    cells: Sequence[str] = (),
) -> dict[str, Any]:
    """What a worker is told first: the module's source, and whose instances stay with it.

    `cells` are the parts of the source that fail apart from one another, where it is a notebook's.
    """
    return {
        "source": source,
        **({"cells": list(cells)} if cells else {}),
        "filename": exercise.file,
        "module": Path(exercise.file).stem,
        "classes": classes,
        "harness": harness.source,
        "helpers": helpers_of(harness),
        "siblings": dict(siblings or {}),
        "device": device,
    }


class GradingSession:
    """One learner's worker for the length of one grading, replaced when it dies."""

    def __init__(
        self,
        exercise: Exercise,
        launcher: Launcher,
        recorder: Recorder,
        classes: list[str],
        harness: Harness,
        device: str = "cpu",
    ) -> None:
        self.exercise, self.launcher, self.recorder = exercise, launcher, recorder
        self.classes, self.harness, self.device = classes, harness, device
        self.student = RemoteModule(self, device)
        self.submission: Submission | None = None
        self.worker: WorkerProcess | None = None
        self.on_progress: Listener | None = None
        self.out_of_memory = False
        self.in_force: list[str] = []
        self.refused: dict[str, str] = {}
        self.load_fault: Halt | None = None
        self.failed_cells: list[str] = []
        self.halted: Halt | None = None
        self.check_deadline = 0.0
        self.exchanging = False
        self.generation = 0
        self.methods: dict[tuple[str, str], bool] = {}
        self.to_free: list[int] = []
        self.slow: set[str] = set()  # functions that ran into their time limit
        self.recording: Recording | None = None
        self.playback: Playback | None = None

    def begin(self, submission: Submission, device: str = "cpu") -> None:
        """Start on a submission with a fresh worker, on this device."""
        self.end()
        self.device = self.student.device = device
        self.out_of_memory = False
        self.submission = submission
        self.methods.clear()
        self.load_fault = None
        self.slow.clear()
        self._start_worker()

    def end(self) -> None:
        """End the worker, if there is one."""
        if self.worker is not None:
            self.worker.kill()
        self.worker = None

    def begin_check(self) -> None:
        """Have a living worker and a new deadline for one check."""
        self.halted = None
        if self.load_fault is None and (self.worker is None or not self.worker.alive):
            self._start_worker()
        self.check_deadline = time.monotonic() + self.exercise.limits.check_seconds

    def more_time(self) -> None:
        """Give the same check its whole time once more, for a run without the learner."""
        self.check_deadline = time.monotonic() + self.exercise.limits.check_seconds

    def cpu_seconds(self) -> float:
        """The processor time that the worker of now has used so far."""
        return self.worker.cpu_seconds() if self.worker is not None else 0.0

    def until_deadline(self) -> contextlib.AbstractContextManager[None]:
        """End the check in the block by its deadline, whoever spends the time."""
        return ringing(self.check_deadline - time.monotonic(), self._ring)

    def _ring(self) -> None:
        if self.exchanging:  # which ends at the same deadline, and has to end in an orderly way
            return
        seconds = self.exercise.limits.check_seconds
        raise self.halted or self._halt(faults.check_timed_out(seconds))

    def end_check(self) -> str:
        """What the learner's code printed during the check."""
        return self.worker.take_output() if self.worker is not None else ""

    def _start_worker(self) -> None:
        assert self.submission is not None
        limits = self.exercise.limits
        self.generation += 1
        self.to_free.clear()
        self.worker = self.launcher.spawn(limits)
        self.worker.from_handle = self._proxy
        self.worker.progress.listener = self.on_progress
        self.in_force, self.refused = self.worker.in_force, self.worker.refused
        if self.load_fault is not None:
            return
        request = load_request(
            self.exercise,
            self.submission.source,
            self.classes,
            self.harness,
            siblings=self.submission.siblings,
            device=self.device,
            cells=self.submission.cell_sources,
        )
        file = self.exercise.file
        try:
            reply = self.worker.request("load", request, seconds=limits.load_seconds)
        except TimedOut:
            self.load_fault = faults.load_timed_out(file, limits.load_seconds)
        except Died as death:
            self.load_fault = faults.load_died(file, death)
        except Broken as problem:
            self.load_fault = faults.broken(file, problem)
        else:
            if reply.kind != "ok":
                self.load_fault = faults.load_failed(reply, self.submission, file)
            self.failed_cells = faults.failed_cells(reply, self.submission)

    # --- tapes ---

    def start_example(self) -> None:
        """An example of the check begins; while a tape is made or played, each begins alike."""
        if self.recording is not None:
            self.recording.start_example()
        if self.recording is not None or self.playback is not None:
            self.methods.clear()  # what an object can do is asked in each example of a tape

    def keep_example(self, drawn: bytes | None) -> None:
        """The example has ended well."""
        if self.recording is not None:
            self.recording.keep_example(drawn)

    def ask_all(self, tape: Tape) -> list[list[bytes]] | None:
        """The learner's answers to all of a tape, by example, asked for in as few frames as there are stages.

        A list is shorter than asked where an answer was no value. None where the worker did not come
        through; there is a fresh one then.
        """
        answers: list[list[bytes]] = [[] for _ in tape.examples]
        left = self.check_deadline - time.monotonic()
        seconds = min(left, FRAME_SECONDS + FRAME_SLACK * tape.seconds)
        assert self.worker is not None
        try:
            for stage in range(tape.stages):
                asked = [
                    (place, exchange.request)
                    for place, example in enumerate(tape.examples)
                    for exchange in example.exchanges
                    if exchange.stage == stage
                ]
                requests = [request for _, request in asked]
                parts = self.worker.batch(requests, first=stage == 0, seconds=seconds)
                for (place, _), answer in zip(asked, parts, strict=False):
                    answers[place].append(answer)
                if len(parts) < len(asked):
                    break
        except (TimedOut, Died, Broken):
            self.renew()
            return None
        return answers

    def renew(self) -> None:
        """Replace the worker by one that nothing has been asked of yet."""
        if self.worker is not None:
            self.worker.kill()
        self._start_worker()
        self.more_time()

    @contextlib.contextmanager
    def playing(self, playback: Playback) -> Iterator[None]:
        """Hand out recorded answers in the block; objects of before and after do not mix."""
        self.generation += 1
        self.playback = playback
        try:
            yield
        finally:
            self.playback = None
            self.generation += 1
            self.to_free.clear()
            self.methods.clear()

    def parse(self, answer: bytes, example: Example) -> Reply:
        """A packed answer as the learner's word. Raises `Broken`."""
        assert self.worker is not None
        return self.worker.parse(answer, example.number)

    def _record(self, request: tuple[Any, ...], seconds: float) -> Reply:
        """Ask as a tape is asked, and keep what was said."""
        assert self.worker is not None
        assert self.recording is not None
        stage, fresh = self.recording.next_stage()
        example = self.recording.number
        item = wire.pack(wire.encode((example, fresh, *request), self._handle))
        begin = self.worker.cpu_seconds()
        answers = self.worker.batch([item], first=not self.recording.bytes, seconds=seconds)
        if not answers:
            raise Broken("no answer")
        self.recording.add(stage, fresh, item, answers[0], self.worker.cpu_seconds() - begin)
        return self.worker.parse(answers[0], example)

    # --- what proxies ask for (student.Session) ---

    def perform(self, call: Call, *request: Any) -> Any:
        """Carry out one recorded call and return its value, or raise the learner's fault."""
        self.recorder.add(call)
        if self.halted is not None:
            raise self.halted
        if self.load_fault is not None:
            raise self._halt(self.load_fault)
        assert self.worker is not None
        begin = self.worker.cpu_seconds()
        reply = self._exchange(call, request)
        if not self.recorder.weigh(reply.size):
            raise self._halt(faults.too_large(EXAMPLE_BYTES >> 20))
        call.duration = self.worker.cpu_seconds() - begin
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
        named = wire.Handle(handle.id, clean_line(handle.class_name, 100))
        return RemoteObject(self, named, self.generation)

    def _handle(self, value: Any) -> wire.Handle | None:
        if isinstance(value, RemoteObject):
            if value._generation != self.generation:
                raise Halt("failed", message("call.stale"), rung="died")
            handle: wire.Handle = value._handle
            return handle
        return None

    def _exchange(self, call: Call, request: tuple[Any, ...]) -> Reply:
        assert self.worker is not None
        if self.playback is not None:
            answer = self.playback.answer(*request, to_handle=self._handle)
            return self.parse(answer, self.playback.example)
        limits = self.exercise.limits
        left = self.check_deadline - time.monotonic()
        patience = limits.call_seconds
        if call.name in self.slow:
            patience = min(patience, max(AGAIN_SECONDS, AGAIN_SHARE * patience))
        seconds = min(patience, left)
        if left <= 0:
            raise self._halt(faults.check_timed_out(limits.check_seconds))
        self.exchanging = True
        try:
            if self.recording is not None:
                return self._record(request, seconds)
            if len(self.to_free) >= FREE_BATCH:
                batch, self.to_free = self.to_free, []
                self.worker.request("free", batch, seconds=seconds)
            fresh = len(self.recorder.calls) == 1  # the first call of an example
            return self.worker.request(
                *request, seconds=seconds, to_handle=self._handle, fresh=fresh
            )
        except TimedOut:
            whole = left <= patience
            spent = limits.check_seconds if whole else patience
            self.slow.add(call.name)
            call.outcome = "timeout"
            raise self._halt(faults.timed_out(call, spent, whole_check=whole)) from None
        except Died as death:
            call.outcome = "died"
            raise self._halt(faults.died(call, death)) from None
        except Broken as problem:
            call.outcome = "died"
            raise self._halt(faults.broken(faults.called(call), problem)) from None
        finally:
            self.exchanging = False

    def _halt(self, halt: Halt) -> Halt:
        self.halted = halt
        return halt

    def fault(self, call: Call, reply: Reply) -> LearnerFault | Halt:
        """What an answer without a value means."""
        assert self.submission is not None
        fault = faults.from_reply(call, reply, self.submission, self.exercise.file)
        if reply.kind == "missing" and self.failed_cells:
            fault.message = message(
                "call.missing.cell", missing=fault.message, cell=self.failed_cells[0]
            )
        return fault

    def _fault(self, call: Call, reply: Reply) -> Any:
        fault = self.fault(call, reply)
        if reply.kind == "raised" and isinstance(reply.payload, dict):
            call.error = str(reply.payload.get("type"))
            if self.device != "cpu" and faults.gpu_memory_is_full(reply.payload):
                self.out_of_memory = True
        raise self._halt(fault) if isinstance(fault, Halt) else fault
