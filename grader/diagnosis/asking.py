"""Runs beside a reference in a worker: many hypotheses in, the fingerprint of each one's answers out.

Sent as source in the place of a harness, so it imports nothing of ours; the judge uses `leaves` of
it too, for a learner's answers. A step of a program is `[op, name, args, kwargs, target, made]`; an
object stands in it as `["\\0object", number, class]`, and in an answer as `["\\0object", class]`.
"""

import hashlib
import operator
import random
import signal
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

OBJECT = "\0object"
GIVEN_UP = 3  # programs that only raise, after which the rest is not tried
LEAVES = 24  # of one answer; what goes beyond is folded into the code of its structure
LONGEST = 200  # characters of a text that tell one answer from another
ABSENT = -1
SINGLE, DOUBLE = 2e-5, 1e-7
# Two right ways of computing differ more where a float32 was summed up than in float64.
SLOW_SECONDS = 0.01  # of the processor, for one program
LEAST_SECONDS, TIMES_THE_REFERENCE = 0.05, 5.0  # of the processor, for all programs of a hypothesis

Steps = list[list[Any]]
Column = tuple[int, int, str]
"""The program, its step, and where in the answer."""


class Leaf(NamedTuple):
    """One array of an answer: `code` tells its shape or kind, `value` and `scale` its numbers."""

    code: int
    value: float = 0.0
    scale: float = 0.0
    array: Any = None


class Exceeded(BaseException):
    """A hypothesis has used up its time on the processor."""


class State:
    """What was prepared: programs, the reference's answers to them, and the columns of these."""

    programs: list[Any]
    known: list[list[dict[str, Leaf]]]
    columns: list[Column]
    seconds: float


# --- what the judge calls ---


def prepare(module: Any, programs: list[Any]) -> dict[str, Any]:
    """Keep the programs that the reference answers quickly; their places, its answers, and the columns."""
    return _prepared(module, programs, SLOW_SECONDS, len(programs) // 8)


def prepare_again(module: Any, programs: list[Any]) -> dict[str, Any]:
    """The same for programs that were kept before: they are not measured anew."""
    return _prepared(module, programs, 100 * SLOW_SECONDS, len(programs))


def _prepared(module: Any, programs: list[Any], slow: float, most_refused: int) -> dict[str, Any]:
    kept: list[int] = []
    answers: list[Steps] = []
    refused, seconds = 0, 0.0
    for place, program in enumerate(programs):
        begin = time.process_time()
        try:
            with limited(4 * slow):
                steps = answered(module, program)
        except Exceeded:
            continue
        spent = time.process_time() - begin
        refused += steps[-1][0] == "raised"
        is_refused = steps[-1][0] == "raised" and refused > most_refused
        if spent > slow or is_refused:
            continue
        seconds += spent
        kept.append(place)
        answers.append(steps)
    State.programs = [programs[place] for place in kept]
    State.known = [[leaves(*step) for step in steps] for steps in answers]
    State.columns = columns_of(State.known)
    State.seconds = LEAST_SECONDS + TIMES_THE_REFERENCE * seconds
    return {"places": kept, "answers": answers, "columns": State.columns, "seconds": seconds}


def rows(module: Any, asked: dict[str, Any]) -> list[Any]:
    """For each source the row of its answers; None where it answers nothing or takes too long.

    A source is `[form, text, number]`: a "whole" is a module, a "part" a definition that stands in the place of that of
    the base of this number among the "bases". An empty base is the reference. Asked are the programs at the "places",
    all of them for None.
    """
    bases, places = asked["bases"], asked["places"]
    return [
        _row_of_source(module, form, text, bases[number], places)
        for form, text, number in asked["sources"]
    ]


def altered_rows(module: Any, sets: list[dict[int, Any]]) -> list[Any]:
    """The same for the reference itself where some programs are put otherwise, by their places."""
    return [_row(lambda p, new=new: _with_altered(module, p, new), None) for new in sets]


def _with_altered(module: Any, place: int, altered: dict[int, Any]) -> list[dict[str, Leaf]]:
    if place not in altered:
        return State.known[place]
    return [leaves(*step) for step in answered(module, altered[place])]


def _row_of_source(module: Any, form: str, source: str, base: str, places: Any) -> Any:
    try:
        with limited(LEAST_SECONDS):
            home = _module_of(base) if base else module
    except (Exception, Exceeded):  # noqa: BLE001 - what cannot even be defined explains nothing
        return None
    if form == "whole":
        home = types.ModuleType(module.__name__)
    before = dict(vars(home))
    try:
        with limited(LEAST_SECONDS):
            _define(source, home)
        return _row(
            lambda place: [leaves(*step) for step in answered(home, State.programs[place])], places
        )
    except (Exception, Exceeded):  # noqa: BLE001 - the same
        return None
    finally:
        vars(home).clear()
        vars(home).update(before)


@lru_cache(64)
def _module_of(source: str) -> types.ModuleType:
    module = types.ModuleType("base")
    _define(source, module)
    return module


def _define(source: str, home: types.ModuleType) -> None:
    exec(compile(source, "<hypothesis>", "exec", dont_inherit=True), vars(home))  # noqa: S102 - the course's own code, changed


def _row(ask: Any, places: list[int] | None) -> Any:
    known: list[list[dict[str, Leaf]]] = [[] for _ in State.programs]
    asked = range(len(known)) if places is None else places
    try:
        with limited(State.seconds), np.errstate(all="ignore"):
            for count, place in enumerate(asked, 1):
                known[place] = ask(place)
                if count == GIVEN_UP and all(_only_raised(known[done]) for done in asked[:count]):
                    return None
    except (MemoryError, Exceeded):
        return None
    return row_of(known, State.columns)


def _only_raised(steps: list[dict[str, Leaf]]) -> bool:
    return len(steps) == 1 and list(steps[0]) == [""] and steps[0][""].value == 1.0


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `Exceeded` in the block after so many seconds of the processor: a mutant may loop for ever."""

    def stop(*_: Any) -> None:
        raise Exceeded

    old = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.01)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


# --- asking ---


def answered(module: Any, program: list[Any]) -> Steps:
    """The answers to the steps of one program, as [kind, value], up to the first that raises."""
    random.seed(0)
    np.random.seed(0)
    objects: dict[int, Any] = {}
    steps: Steps = []
    for op, name, args, kwargs, target, made in program:
        try:
            given = _real([args, kwargs, target], objects)
            value = _done(module, op, name, *given)
        except Exception as error:  # noqa: BLE001 - whatever a mistake raises is an answer
            steps.append(["raised", type(error).__name__])
            break
        if made is not None:
            objects[made[1]] = value
        steps.append(["ok", _plain(value, 0)])
    return steps


def _done(module: Any, op: str, name: str, args: Any, kwargs: Any, target: Any) -> Any:
    if op == "call":
        return getattr(module, name)(*args, **kwargs)
    if op == "method":
        return (target if name == "__call__" else getattr(target, name))(*args, **kwargs)
    if op == "get":
        return getattr(target, name)
    if op == "set":
        return setattr(target, name, args[0])
    return getattr(operator, name)(*args)


def is_object(value: Any) -> bool:
    """Whether a value stands for an object."""
    return type(value) is list and len(value) > 1 and type(value[0]) is str and value[0] == OBJECT


def _real(value: Any, objects: dict[int, Any]) -> Any:
    if is_object(value):
        return objects[value[1]]
    if type(value) in (list, tuple):
        return type(value)(_real(item, objects) for item in value)
    if type(value) is dict:
        return {key: _real(item, objects) for key, item in value.items()}
    return value.copy() if type(value) is np.ndarray else value


def _plain(value: Any, depth: int) -> Any:
    if value is None or type(value) in (bool, int, float, str) or isinstance(value, np.generic):
        return value
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        return np.array(value)
    if depth < 6 and type(value) in (list, tuple):
        return type(value)(_plain(item, depth + 1) for item in value)
    if depth < 6 and isinstance(value, dict):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    return [OBJECT, type(value).__name__]


# --- fingerprints ---


def leaves(kind: str, value: Any) -> dict[str, Leaf]:
    """Where in the answer -> what is there; under "" the structure of the whole."""
    if kind != "ok":
        told = value if kind == "raised" else ""
        return {"": Leaf(code_of(kind, told), 1.0, 0.0)}
    leaves_found: dict[str, Leaf] = {}
    outline: list[str] = []
    _collect(value, "", leaves_found, outline)
    return {**leaves_found, "": Leaf(code_of("ok", *outline))}


def _collect(value: Any, path: str, leaves_found: dict[str, Leaf], outline: list[str]) -> None:
    if isinstance(value, dict):
        for key in sorted(value, key=str):
            _collect(value[key], f"{path}.{key}", leaves_found, outline)
        outline.append(f"{path}:dict{len(value)}")
        return
    if is_object(value):
        outline.append(f"{path}:object")
        return
    if isinstance(value, (list, tuple)):
        if value and all(type(item) in (int, float) for item in value):
            value = np.array(value)
        else:
            for place, item in enumerate(value):
                _collect(item, f"{path}[{place}]", leaves_found, outline)
            outline.append(f"{path}:sequence{len(value)}")
            return
    array = _as_array(value)
    if array is None or len(leaves_found) >= LEAVES:
        outline.append(f"{path}:{type(value).__name__}:{_told(value)}"[:200])
        return
    outline.append(path)
    leaves_found[path or "()"] = _leaf(array)


def _told(value: Any) -> str:
    """What is no array of numbers, in a few words however large it is."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}"
    if isinstance(value, int):
        return f"{value.bit_length()} bits, {value % 1_000_003}"
    return repr(value[:LONGEST] if isinstance(value, (str, bytes)) else value)


def _as_array(value: Any) -> Any:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None
    if not isinstance(value, (np.ndarray, np.generic, bool, int, float, complex)):
        return None
    array = np.asarray(value)
    return array if array.dtype.kind in "biufc" else None


def _leaf(array: Any) -> Leaf:
    numbers = np.asarray(array, dtype=complex if array.dtype.kind == "c" else float).ravel()
    if numbers.dtype.kind == "c":
        numbers = np.concatenate([numbers.real, numbers.imag])
    finite = np.nan_to_num(numbers, nan=13.37, posinf=1717.17, neginf=-1919.19)
    weighted = finite * _weights(numbers.size)
    single = array.dtype.name in ("float32", "float16", "bfloat16")
    scale = float(np.abs(weighted).sum()) * (SINGLE if single else DOUBLE)
    return Leaf(code_of("shape", *array.shape), float(weighted.sum()), scale, array)


@cache
def _weights(size: int) -> Any:
    return np.random.default_rng(size).uniform(0.5, 1.5, size)


@cache
def code_of(*parts: object) -> int:
    """A number for a shape, a structure or an exception."""
    text = "\0".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=7).digest())


def columns_of(known: list[list[dict[str, Leaf]]]) -> list[Column]:
    """The columns of the reference's answers: one for each array or number, one for each structure."""
    return [
        (program, step, path)
        for program, steps in enumerate(known)
        for step, places in enumerate(steps)
        for path in places
    ]


def row_of(known: list[list[dict[str, Leaf]]], columns: list[Column]) -> Any:
    """Codes, weighted sums and their rounding, one for each column; what was not answered is absent."""
    codes = np.full(len(columns), ABSENT, dtype=np.int64)
    numbers = np.zeros((2, len(columns)))
    for place, (program, step, path) in enumerate(columns):
        if step < len(known[program]) and (leaf := known[program][step].get(path)) is not None:
            codes[place] = leaf.code
            numbers[:, place] = leaf.value, leaf.scale
    return codes, numbers
