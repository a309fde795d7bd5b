"""Puts recorded calls to another module and compares the answers.

The other module is a variant of the reference (a known mistake), run in a
worker of its own under limits, so that it can hang nobody, or the reference
itself in this process.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from grader import values
from grader.sandbox import Broken, Died, TimedOut, WorkerProcess, wire
from grader.student.proxies import RemoteObject
from grader.student.recording import Call

# Two implementations of one mistake round differently; these are far above rounding, far below a mistake.
RELATIVE = {"float32": 1e-4, "complex64": 1e-4, "float16": 1e-2, "bfloat16": 1e-1}
NOISE = (
    1e-8  # what is left where a difference should be zero, such as the error of a gradient check
)


class Answer(NamedTuple):
    """What a call came to: kind "ok" with a value, "raised" with the exception's name, or a fault."""

    kind: str
    value: Any
    mutated: tuple[str, ...] = ()


def recorded_answer(call: Call) -> Answer:
    """The learner's own answer to a recorded call."""
    value = call.result if call.outcome in ("ok", "told") else call.error
    return Answer("ok" if call.outcome == "told" else call.outcome, value, tuple(call.mutated))


def replay_in_worker(
    worker: WorkerProcess, example: list[Call], seconds: float
) -> Iterator[Answer]:
    """The answers of the module in `worker` to the calls of one example, one by one."""
    handles: dict[int, wire.Handle] = {}

    def to_handle(value: Any) -> wire.Handle | None:
        if not isinstance(value, (RemoteObject, wire.Handle)):
            return None
        if _identity(value) not in handles:
            raise wire.Unsupported("object", "an object that this example did not make")
        return handles[_identity(value)]

    for call in example:
        fresh = call is example[0]
        try:
            reply = worker.request(
                *_request(call), seconds=seconds, to_handle=to_handle, fresh=fresh
            )
        except wire.Unsupported:
            return
        except TimedOut:
            yield Answer("timeout", None)
            return
        except (Died, Broken):
            yield Answer("died", None)
            return
        if isinstance(call.result, (RemoteObject, wire.Handle)):
            made = reply.payload
            if isinstance(made, RemoteObject):
                made = made._handle
            if isinstance(made, wire.Handle):
                handles[_identity(call.result)] = made
        value = reply.payload
        if reply.kind == "raised":
            value = value.get("type") if isinstance(value, dict) else None
        yield Answer(reply.kind, value, tuple(reply.mutated))


def _identity(made: RemoteObject | wire.Handle) -> int:
    """What tells one object of an example from another: those of a kept example are handles."""
    return made.id if isinstance(made, wire.Handle) else id(made)


def _request(call: Call) -> tuple[Any, ...]:
    if call.op == "call":
        return ("call", call.name, call.args, call.kwargs)
    if call.op == "method":
        return ("method", call.target, call.name, call.args, call.kwargs)
    if call.op == "get":
        return ("get", call.target, call.name)
    if call.op == "set":
        return ("set", call.target, call.name, call.args[0])
    return ("op", call.name, call.args)


def replay_in_process(module: Any, example: list[Call]) -> Any:
    """The last answer of a trusted module in this process; raises what it raises."""
    import operator

    objects: dict[int, Any] = {}

    def real(value: Any) -> Any:
        if isinstance(value, RemoteObject):
            return objects[id(value)]
        if isinstance(value, (list, tuple)):
            return type(value)(real(item) for item in value)
        return (
            {key: real(item) for key, item in value.items()} if isinstance(value, dict) else value
        )

    result = None
    for call in example:
        args, kwargs = real(call.args), real(call.kwargs)
        if call.op == "call":
            result = getattr(module, call.name)(*args, **kwargs)
        elif call.op == "method":
            result = getattr(real(call.target), call.name)(*args, **kwargs)
        elif call.op == "get":
            result = getattr(real(call.target), call.name)
        elif call.op == "set":
            setattr(real(call.target), call.name, args[0])
        else:
            result = getattr(operator, call.name)(*args)
        if isinstance(call.result, RemoteObject):
            objects[id(call.result)] = result
    return result


def same_answer(answer: Answer, other: Answer) -> bool:
    """Whether two answers are one behaviour: kind, changed arguments, and value up to rounding."""
    if answer.kind != other.kind or answer.mutated != other.mutated:
        return False
    return (
        answer.value == other.value
        if answer.kind == "raised"
        else equal_values(answer.value, other.value)
    )


def equal_values(answer: Any, other: Any) -> bool:
    """Whether two values agree in structure, dtype and shape, and in numbers up to rounding."""
    if isinstance(answer, (RemoteObject, wire.Handle)) or isinstance(
        other, (RemoteObject, wire.Handle)
    ):
        return isinstance(answer, (RemoteObject, wire.Handle)) == isinstance(
            other, (RemoteObject, wire.Handle)
        )
    if isinstance(answer, dict) and isinstance(other, dict):
        return answer.keys() == other.keys() and all(
            (answer[key] is None) == (other[key] is None)
            if key == "message"  # of an exception: no two people choose the same words
            else equal_values(answer[key], other[key])
            for key in answer
        )
    if isinstance(answer, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(answer) == len(other) and all(map(equal_values, answer, other))
    left, right = as_array(answer), as_array(other)
    if left is None or right is None:
        return type(answer) is type(other) and bool(answer == other)
    if left.shape != right.shape or (left.ndim and left.dtype != right.dtype):
        return False
    return close_arrays(left, right)


def as_array(value: Any) -> Any:
    """A number, array or tensor as an array; None for anything else."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None
    if values.is_tensor(value):
        return values.to_numpy(value)
    if not isinstance(value, (np.ndarray, np.generic, bool, int, float, complex)):
        return None
    array = np.asarray(value)
    return array if array.dtype.kind in "biufc" else None


def close_arrays(answer: Any, other: Any) -> bool:
    """Whether two arrays of one shape agree up to rounding, relative to their largest number."""
    if answer.size == 0:
        return True
    relative = max(RELATIVE.get(answer.dtype.name, 1e-7), RELATIVE.get(other.dtype.name, 1e-7))
    with np.errstate(all="ignore"):
        finite = np.abs(other[np.isfinite(other)])
        scale = float(finite.max()) if finite.size else 0.0
        return bool(
            np.allclose(
                answer, other, rtol=relative, atol=relative * 1e-2 * scale + NOISE, equal_nan=True
            )
        )
