"""What is put to a function to tell one mistake from another: recorded examples in, varied calls out.

A check's examples are drawn to fail; they are often small, and full of zeros and ones. A probe is such
an example with generic numbers in its arrays, or with one scalar changed. The probes of a function
are the same for every learner, so that the answers of each hypothesis are found once.
"""

from __future__ import annotations

import inspect
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from grader import values
from grader.sandbox import wire
from grader.student import Call, RemoteObject

PROBES = 40  # of one function
OFTEN = 6  # programs with each operation, as far as there are so many
PROBES_OF_AN_OPERATION, FEW_OPERATIONS = 4, 6  # more for each operation beyond a few
STEPS = 40  # of one probe; what is longer is a training run
NUMBERS = 4000  # in the arguments of one probe
STRETCHED, LARGE = 4, 400.0  # probes with large numbers, where exponentials overflow

Operation = tuple[str, str, tuple[bool, ...]]
"""What is done, and which of its operands are objects: `2 + a` is not `a + 2`."""
Program = list[Call]
"""The calls of one probe, in order; objects that it makes are handles."""

Signatures = Mapping[str, inspect.Signature]


def subject_of(call: Call) -> str:
    """The learner's function or class that a call is about; empty for a harness or an operator."""
    if call.op == "call":
        return "" if call.name.startswith("harness.") else call.name
    for value in (call.target, *call.args):
        if isinstance(value, (RemoteObject, wire.Handle)):
            return class_of(value)
    return ""


def class_of(value: RemoteObject | wire.Handle) -> str:
    return value.class_name if isinstance(value, wire.Handle) else value._handle.class_name


def qualified(call: Call) -> str:
    """The name of what is called, as signatures have it: a function, a class, or Class.method."""
    if call.op == "call" or call.target is None:
        return call.name
    return f"{class_of(call.target)}.{call.name}"


def choose(examples: Iterable[Sequence[Call]]) -> dict[str, list[Program]]:
    """For each function and class the recorded examples worth asking again, the most varied first."""
    pools: dict[str, dict[tuple[Any, ...], Program]] = {}
    for example in examples:
        for subject, program in _programs(example):
            if not all(call.outcome in ("ok", "told", "raised") for call in program):
                continue
            if _size(program) > NUMBERS:
                continue
            pools.setdefault(subject, {}).setdefault(_kind(program), program)
    return {
        subject: _covering(_mixed(pool.values()))[: 2 * PROBES] for subject, pool in pools.items()
    }


def _mixed(programs: Iterable[Program]) -> list[Program]:
    """The programs in turns: of each set of operations the largest, then of each the next, and so on."""
    groups: dict[frozenset[Operation], list[Program]] = {}
    for program in sorted(programs, key=_size, reverse=True):
        kind = frozenset(_operations(program))
        groups.setdefault(kind, []).append(program)
    turns = zip_longest(*groups.values())
    return [program for turn in turns for program in turn if program is not None]


def _covering(programs: Sequence[Program]) -> list[Program]:
    """The programs in such an order that every operation is soon asked once, then twice, and so on."""
    asked: Counter[Operation] = Counter()
    chosen: list[Program] = []
    waiting = [*programs]
    for often in range(OFTEN):
        others: list[Program] = []
        for program in waiting:
            operations = _operations(program)
            is_needed = any(asked[operation] <= often for operation in operations)
            (chosen if is_needed else others).append(program)
            if is_needed:
                asked.update(operations)
        waiting = others
    return [*chosen, *waiting]


def _operations(program: Program) -> set[Operation]:
    return {
        (call.op, call.name, tuple(isinstance(value, wire.Handle) for value in call.args))
        for call in program
    }


def _programs(example: Sequence[Call]) -> Iterator[tuple[str, Program]]:
    """The parts of an example that can be asked by themselves: plain calls, or all that objects did."""
    if any(call.name.startswith("harness.") for call in example):
        return
    with_objects = [call for call in example if call.op != "call" or _holds_object(call)]
    if not with_objects:
        for call in example:
            yield call.name, [call]
        return
    if len(example) <= STEPS:
        subjects = {subject_of(call) for call in with_objects} - {""}
        for subject in sorted(subjects):
            yield subject, _kept(_about(subject, example))


def _about(subject: str, example: Sequence[Call]) -> list[Call]:
    """The calls of an example that a class is about, and those that made what they need."""
    needed: set[int] = set()
    kept: list[Call] = []
    for call in reversed(example):
        about = subject_of(call) == subject or (call.op == "call" and call.name == subject)
        if about or id(call.result) in needed:
            kept.append(call)
            needed |= {
                id(value)
                for value in (call.target, *call.args, *call.kwargs.values())
                if isinstance(value, RemoteObject)
            }
    return kept[::-1]


def _holds_object(call: Call) -> bool:
    return any(
        isinstance(value, (RemoteObject, wire.Handle))
        for value in (call.result, *call.args, *call.kwargs.values())
    )


def _kept(example: Sequence[Call]) -> Program:
    """The example with a handle in the place of each object of a worker that is gone."""
    made: dict[int, wire.Handle] = {}

    def kept(value: Any) -> Any:
        if isinstance(value, RemoteObject):
            return made.setdefault(id(value), wire.Handle(len(made) + 1, class_of(value)))
        if type(value) in (list, tuple):
            return type(value)(map(kept, value))
        if type(value) is dict:
            return {key: kept(item) for key, item in value.items()}
        return value

    program = []
    for call in example:
        copy = Call(call.op, call.name, kept(call.args), kept(call.kwargs), kept(call.target))
        copy.result, copy.outcome, copy.duration = kept(call.result), call.outcome, call.duration
        program.append(copy)
    return program


def _kind(program: Program) -> tuple[Any, ...]:
    """What makes two programs alike: names, shapes, dtypes, and the numbers that are no array's."""
    return tuple((call.op, call.name, _outline([call.args, call.kwargs])) for call in program)


def _outline(value: Any) -> Any:
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return (str(value.dtype), tuple(value.shape))
    if isinstance(value, dict):
        return tuple((key, _outline(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)) and not isinstance(value, wire.Handle):
        return tuple(map(_outline, value))
    return repr(value)[:60]


def _size(program: Program) -> int:
    return sum(_numbers([call.args, call.kwargs]) for call in program)


def _numbers(value: Any) -> int:
    if hasattr(value, "shape"):
        return math.prod(value.shape)
    if isinstance(value, dict):
        return sum(map(_numbers, value.values()))
    return sum(map(_numbers, value)) if isinstance(value, (list, tuple)) else 1


def varied(pool: Sequence[Program]) -> list[Program]:
    """At most `PROBES` programs, more for a class of many methods: the first of the pool, refilled, and some as they were."""
    operations = set[Operation]().union(*map(_operations, pool))
    more = PROBES_OF_AN_OPERATION * max(0, len(operations) - FEW_OPERATIONS)
    most = min(PROBES + more, 2 * PROBES)
    chosen = list(pool[:most])
    rng = np.random.default_rng(20)
    chosen = [_longer(program) for program in chosen]
    refilled = [changed for program in chosen if (changed := _refilled(program, rng)) is not None]
    if not refilled:
        return [*chosen, *_with_other_scalars(chosen)][:most]
    while len(refilled) < most // 2:
        refilled += [
            changed for program in chosen if (changed := _refilled(program, rng)) is not None
        ]
    refilled[STRETCHED // 2 : STRETCHED // 2 + STRETCHED] = [
        changed
        for program in chosen[:STRETCHED]
        if (changed := _refilled(program, rng, LARGE)) is not None
    ]
    as_drawn = chosen[:: max(1, len(chosen) * 5 // (2 * most))]
    mixed = [*refilled[: most - len(as_drawn)], *as_drawn]
    return mixed[:most]


def _longer(program: Program) -> Program:
    """A program of objects with its last call of a method made three times: states show in time."""
    last = program[-1]
    steps = [call for call in program if (call.op, call.name) == (last.op, last.name)]
    if last.op != "method" or len(steps) >= 3 or isinstance(last.result, wire.Handle):
        return program
    return [*program, *[last] * (3 - len(steps))]


def _refilled(program: Program, rng: np.random.Generator, scale: float = 1.0) -> Program | None:
    """The program with generic numbers in its float arrays and for its floats; None where it has neither."""
    seen: dict[int, Any] = {}
    changed = False

    def fill(value: Any) -> Any:
        nonlocal changed
        if type(value) is np.ndarray and value.dtype.kind == "f" and value.size > 1:
            changed = True
            return seen.setdefault(id(value), _generic(value, rng, scale))
        if values.is_tensor(value) and value.is_floating_point() and value.numel() > 1:
            import torch

            changed = True
            return torch.from_numpy(_generic(values.to_numpy(value), rng, scale)).to(value.dtype)
        if type(value) is float and value not in (0.0, 1.0) and math.isfinite(value):
            changed = True
            return value * rng.uniform(0.7, 1.0)
        if type(value) in (list, tuple):
            return type(value)(map(fill, value))
        if type(value) is dict:
            return {key: fill(item) for key, item in value.items()}
        return value

    new = [with_arguments(call, fill(call.args), fill(call.kwargs)) for call in program]
    return new if changed else None


def _generic(
    array: np.ndarray[Any, Any], rng: np.random.Generator, scale: float
) -> np.ndarray[Any, Any]:
    """Numbers of the same kind: within [0, 1], positive, symmetric, or any."""
    if not np.isfinite(array).all():
        return array
    low, high = float(array.min()), float(array.max())
    if low == high == 0 or low < 0:
        new = rng.standard_normal(array.shape) * min(max(abs(low), abs(high), 1.0), 3.0) * scale
    else:
        new = rng.uniform(0.05, min(max(high, 0.5), 20.0), array.shape)
    if array.ndim == 2 and array.shape[0] == array.shape[1] and (array == array.T).all():
        new = (new + new.T) / 2
    return np.asarray(new, dtype=array.dtype)


def _with_other_scalars(pool: Sequence[Program]) -> list[Program]:
    """Each program with one whole number one larger."""
    return [
        [with_arguments(call, _replaced(call.args, place, value + 1), call.kwargs)]
        for program in pool
        for call in program[:1]
        if len(program) == 1
        for place, value in enumerate(call.args)
        if type(value) is int
    ]


def _replaced(args: tuple[Any, ...], place: int, value: Any) -> tuple[Any, ...]:
    return (*args[:place], value, *args[place + 1 :])


def with_arguments(call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call:
    """The same call with other arguments, not yet answered."""
    new = Call(call.op, call.name, args, kwargs, call.target)
    new.result = call.result  # tells which object it makes
    return new
