"""What a worker says of a call besides its result: the exception as data, the arguments that changed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.sandbox import wire

MAX_MESSAGE = 4000


def changed_arguments(frame: wire.Frame, request: Any, find: Any, handle: Any) -> list[str]:
    """The names or positions of arguments whose encoding changed since they arrived."""
    try:
        again = wire.encode(request, handle)
        if _same(again, frame):
            return []
        before = wire.decode(frame, find)
        return [
            name
            for (name, old), (_, new) in zip(_named(before), _named(request), strict=True)
            if not _same(wire.encode(old, handle), wire.encode(new, handle))
        ]
    except (wire.Unsupported, wire.WireError, ValueError):
        return ["its arguments"]


def _same(frame: wire.Frame, other: wire.Frame) -> bool:
    if frame.head != other.head:
        return False
    for mine, theirs in zip(frame.buffers, other.buffers, strict=True):
        if len(mine) < 4096:
            if bytes(mine) != bytes(theirs):
                return False
        elif not np.array_equal(np.frombuffer(mine, np.uint8), np.frombuffer(theirs, np.uint8)):
            return False
    return True


def _named(request: Any) -> Iterator[tuple[str, Any]]:
    for part in request[3:]:
        if isinstance(part, tuple):
            for position, value in enumerate(part):
                yield str(position), value
        elif isinstance(part, dict):
            yield from ((str(key), value) for key, value in part.items())


def describe(error: BaseException, filename: str) -> dict[str, Any]:
    """The exception as data, with the frames of the learner's file only."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            frames.append([trace.tb_lineno, trace.tb_frame.f_code.co_name])
        trace = trace.tb_next
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:  # noqa: BLE001 - a learner's exception may break in __str__
        message = ""
    is_syntax = isinstance(error, SyntaxError) and error.filename == filename
    return {
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "message": (error.msg if isinstance(error, SyntaxError) else message) or "",
        "frames": frames[:3] + frames[3:][-5:],
        "line": getattr(error, "lineno", None) if is_syntax else None,
    }
