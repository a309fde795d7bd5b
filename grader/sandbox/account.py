"""What a worker says of a call besides its result: the exception as data, the arguments that changed."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from grader.sandbox import wire

MAX_MESSAGE = 4000
CALLS = ("call", "method")  # whose requests end with positional and keyword arguments
IMMUTABLE = frozenset("hncis")  # tags of the wire whose values a call cannot change


def changed_arguments(frame: wire.Frame, request: Any, find: Any, handle: Any) -> list[str]:
    """The names or positions of arguments whose encoding changed since they arrived."""
    if _surely_unchanged(frame, request):
        return []
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


def _surely_unchanged(frame: wire.Frame, request: Any) -> bool:
    """Whether no argument changed, told without encoding them again; False where that takes a closer look."""
    trees, values = frame.tree[4:], request[3:]
    if request[2] in CALLS:  # the callee has a copy of the dict of keywords
        trees = [*trees[:-1], *trees[-1][2::2]]
        values = [*values[:-1], *values[-1].values()]
    return _all_unchanged(trees, values, iter(frame.buffers))


def _unchanged(tree: Any, value: Any, buffers: Iterator[Any]) -> bool:
    """Whether an argument surely is what its tree said; False where it takes a closer look to tell.

    Numbers, texts and handles in a tuple cannot change, so that arrays are what is compared.
    """
    if tree[0] == "a":
        return (
            type(value) is np.ndarray
            and value.dtype.str == tree[1]
            and list(value.shape) == tree[2]
            and value.tobytes() == bytes(next(buffers))
        )
    if tree[0] == "t":
        return _all_unchanged(tree[1:], value, buffers)
    return tree[0] in IMMUTABLE or (len(tree) == 1 and not value)  # an empty list or dict


def _all_unchanged(trees: list[Any], values: Iterable[Any], buffers: Iterator[Any]) -> bool:
    for tree, value in zip(trees, values, strict=True):
        if type(tree) is list and not _unchanged(tree, value, buffers):
            return False
    return True


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
