"""A function's record on disk: its probes, the reference's answers, and each hypothesis with its fingerprint.

A record is data, read as such; a file that cannot be read, or is of another shape, counts as none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grader.diagnosis import asking, fingerprints
from grader.diagnosis.asking import Column
from grader.diagnosis.fingerprints import Row
from grader.diagnosis.hypotheses import Hypothesis
from grader.diagnosis.probes import Program
from grader.files import write_atomic
from grader.sandbox import wire
from grader.student import Answer, Call


class FunctionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A function's probes, the reference's answers, and each hypothesis with its fingerprint.

    It holds the hypotheses down to a `depth` of `hypotheses.DEPTHS`; `seconds` are what the reference
    takes for all probes.
    """

    depth: int
    seconds: float
    programs: list[Program]
    right: list[list[Answer]]
    columns: list[Column]
    hypotheses: list[Hypothesis]
    reference: Row
    rows: Row


class Kept(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A record as it stands in a file."""

    depth: int
    seconds: float
    content: bytes
    hypotheses: list[Hypothesis]


def read_function_record(file: Path) -> FunctionRecord | None:
    """The record in a file; None where there is none that can be read."""
    try:
        kept = msgspec.msgpack.decode(file.read_bytes(), type=Kept)
        content = wire.decode(wire.unpack(kept.content))
        programs = [list(map(call_of, program)) for program in content["programs"]]
        right = [[Answer(*answer) for answer in answers] for answers in content["right"]]
        columns = content["columns"]
        return FunctionRecord(
            depth=kept.depth,
            seconds=kept.seconds,
            programs=programs,
            right=right,
            columns=columns,
            hypotheses=kept.hypotheses,
            reference=fingerprints.fingerprint(fingerprints.leaves_of_all(right), columns),
            rows=Row(*content["rows"]),
        )
    except (OSError, msgspec.MsgspecError, wire.WireError, TypeError, KeyError):
        return None


def write_function_record(file: Path, record: FunctionRecord) -> None:
    """Write a record; where nothing can be written it is found again next time."""
    content = {
        "programs": [list(map(parts_of, program)) for program in record.programs],
        "right": [[tuple(answer) for answer in answers] for answers in record.right],
        "columns": record.columns,
        "rows": list(record.rows),
    }
    try:
        kept = Kept(
            depth=record.depth,
            seconds=record.seconds,
            content=wire.pack(wire.encode(content)),
            hypotheses=record.hypotheses,
        )
        write_atomic(file, msgspec.msgpack.encode(kept))
    except (OSError, wire.Unsupported):
        return


def parts_of(call: Call) -> list[Any]:
    """A call as `asking` takes it."""
    made = call.result if isinstance(call.result, wire.Handle) else None
    return [
        call.op,
        call.name,
        *map(_marked, (call.args, call.kwargs, call.target)),
        None if made is None else _marked(made),
    ]


def _marked(value: Any) -> Any:
    if isinstance(value, wire.Handle):
        return [asking.OBJECT, value.id, value.class_name]
    if type(value) in (list, tuple):
        return type(value)(map(_marked, value))
    if type(value) is dict:
        return {key: _marked(item) for key, item in value.items()}
    return value


def call_of(parts: list[Any]) -> Call:
    op, name, *others = parts
    args, kwargs, target, made = map(_unmarked, others)
    call = Call(op, name, args, kwargs, target)
    call.result = made
    return call


def _unmarked(value: Any) -> Any:
    if asking.is_object(value):
        return wire.Handle(value[1], value[2])
    if type(value) in (list, tuple):
        return type(value)(map(_unmarked, value))
    if type(value) is dict:
        return {key: _unmarked(item) for key, item in value.items()}
    return value
