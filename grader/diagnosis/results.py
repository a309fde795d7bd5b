"""Counterfactual results: what a function would answer if its right result were scaled, summed up, clipped.

A transformation changes one result of every call of one function or method; the reference's stored
answers are all it needs, so it costs no call. Its name is a rule of the catalog.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.diagnosis.alterations import bound
from grader.diagnosis.probes import Program, Signatures, qualified
from grader.messages import message
from grader.student import Answer, Call

MOST_AXES, MOST_RESULTS = 4, 4
Change = Callable[[Any, Mapping[str, Any]], Any]
"""An array of the right result and the arguments by name -> an array of the wrong one."""

Answers = Sequence[Sequence[Answer]]


class Transformation(NamedTuple):
    """`change` is made to the result at `place` (None: to all of it) of every call of `target`."""

    target: str
    name: str
    place: int | None
    change: Change

    def applied(
        self, programs: Sequence[Program], answers: Answers, signatures: Signatures
    ) -> list[list[Answer]]:
        """The reference's answers to the programs with the target's results changed."""
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy warns of the mean of nothing
            return [
                [
                    self._changed(call, answer, signatures)
                    if qualified(call) == self.target and answer.kind == "ok"
                    else answer
                    for call, answer in zip(program, steps, strict=False)
                ]
                for program, steps in zip(programs, answers, strict=True)
            ]

    def _changed(self, call: Call, answer: Answer, signatures: Signatures) -> Answer:
        arguments = bound(call, signatures[self.target]) or {}
        value = answer.value
        if self.place is None:
            return Answer("ok", self._of(value, arguments))
        new = [*value]
        new[self.place] = self._of(value[self.place], arguments)
        return Answer("ok", tuple(new))

    def _of(self, value: Any, arguments: Mapping[str, Any]) -> Any:
        if isinstance(value, (list, tuple)):
            return type(value)(self._of(item, arguments) for item in value)
        if isinstance(value, dict):
            return {key: self._of(item, arguments) for key, item in value.items()}
        if not _is_numeric(value):
            return value
        try:
            return self.change(np.asarray(value), arguments)
        except Exception:  # noqa: BLE001 - what does not fit this result leaves it as it is
            return value


def transformations(
    programs: Sequence[Program], answers: Answers, signatures: Signatures
) -> Iterator[Transformation]:
    """Every counterfactual result of what the programs call."""
    seen: dict[str, list[tuple[Mapping[str, Any], Any]]] = {}
    for program, steps in zip(programs, answers, strict=True):
        for call, answer in zip(program, steps, strict=False):
            target = qualified(call)
            if target in signatures and answer.kind == "ok":
                arguments = bound(call, signatures[target]) or {}
                seen.setdefault(target, []).append((arguments, answer.value))
    for target, pairs in seen.items():
        lengths = {len(value) if isinstance(value, tuple) else 0 for _, value in pairs}
        count = lengths.pop() if len(lengths) == 1 else 0
        places = range(min(count, MOST_RESULTS)) if count > 1 else ()
        for place in (None, *places):
            taken = [value if place is None else value[place] for _, value in pairs]
            if not any(_numbers(value) for value in taken):
                continue
            for name, change in (*_by_itself(taken), *_by_arguments(pairs[0][0])):
                said = name
                if place is not None:
                    said = message("mistake.at_result", what=name, place=place + 1)
                yield Transformation(target, said, place, change)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, (np.ndarray, np.number, int, float)) and type(value) is not bool


def _numbers(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_numbers, value))
    return any(map(_numbers, value.values())) if isinstance(value, dict) else _is_numeric(value)


def _by_itself(values: Sequence[Any]) -> Iterator[tuple[str, Change]]:
    """What may be done to results like these."""
    arrays = [np.asarray(value) for value in values if _is_numeric(value)]
    dimensions = max((array.ndim for array in arrays), default=1)
    whole = bool(arrays) and all(array.dtype.kind in "iu" for array in arrays)
    for rule, change in (INTEGERS if whole else FLOATS).items():
        yield message(f"mistake.result.{rule}"), lambda v, _, c=change: c(v)  # type: ignore[misc]
    if dimensions >= 2:
        yield (
            message("mistake.result.transposed"),
            lambda v, _: v.swapaxes(-1, -2) if v.ndim > 1 else v,
        )
    for axis in range(min(dimensions, MOST_AXES)):
        for rule, along in ALONG.items():
            yield (
                message(f"mistake.result.{rule}", axis=axis),
                lambda v, _, a=axis, f=along: f(v, a) if v.ndim > a else v,  # type: ignore[misc]
            )


FLOATS: Mapping[str, Callable[[Any], Any]] = {
    "negated": np.negative,
    "half": lambda v: v / 2,
    "twice": lambda v: v * 2,
    "absolute": np.abs,
    "root": lambda v: np.sqrt(np.abs(v)),
    "square": np.square,
    "exponential": np.exp,
    "logarithm": np.log,
    "inverse": lambda v: 1 / v,
    "complement": lambda v: 1 - v,
    "percent": lambda v: 100 * v,
    "positive": lambda v: np.maximum(v, 0),
    "unit": lambda v: np.clip(v, 0, 1),
    "symmetric": lambda v: np.clip(v, -1, 1),
    "rounded": np.rint,
    "down": np.floor,
    "binary": lambda v: v / np.log(2),
    "decimal": lambda v: v / np.log(10),
    "summed": np.sum,
    "averaged": np.mean,
    "ones": np.ones_like,
    "zeros": np.zeros_like,
    "signs": np.sign,
    "corner": lambda v: v * _is_corner(v),
    "length": lambda v: v / np.linalg.norm(v),
}
INTEGERS: Mapping[str, Callable[[Any], Any]] = {
    "negated": np.negative,
    "one_more": lambda v: v + 1,
    "one_less": lambda v: v - 1,
    "half": lambda v: v // 2,
    "twice": lambda v: v * 2,
    "square": np.square,
    "zeros": np.zeros_like,
}
ALONG: Mapping[str, Callable[[Any, int], Any]] = {
    "sum_along": np.sum,
    "mean_along": np.mean,
    "max_along": np.max,
    "cumulative": np.cumsum,
    "flipped": np.flip,
    "only_first": lambda v, a: np.take(v, 0, a),
    "only_last": lambda v, a: np.take(v, -1, a),
    "first_kept": lambda v, a: _only_at(v, a, 0),
    "last_kept": lambda v, a: _only_at(v, a, -1),
    "first_for_all": lambda v, a: np.broadcast_to(v.take([0], a), v.shape),
    "last_for_all": lambda v, a: np.broadcast_to(v.take([-1], a), v.shape),
    "axis_kept": np.expand_dims,
    "shares": lambda v, a: v / v.sum(a, keepdims=True),
    "centred": lambda v, a: v - v.mean(a, keepdims=True),
    "moved": lambda v, a: np.roll(v, 1, a),
}


def _is_corner(array: Any) -> Any:
    """True at the first place of the last two axes together."""
    first = np.zeros(array.shape[-2:], dtype=bool)
    first[(0,) * first.ndim] = True
    return first


def _only_at(array: Any, axis: int, place: int) -> Any:
    """The array with zeros everywhere along an axis but at one place."""
    kept = np.zeros_like(array)
    index = (slice(None),) * axis + (place,)
    kept[index] = array[index]
    return kept


def _by_arguments(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Change]]:
    """A result multiplied or divided by what was given: a number, a length, a whole argument."""
    for name, value in arguments.items():
        if isinstance(value, (int, float)) and type(value) is not bool:
            yield from _scaled(name, lambda a, n=name: a[n])  # type: ignore[misc]
            yield (
                message("mistake.result.added", name=name),
                lambda v, a, n=name: v + a[n],  # type: ignore[misc]
            )
            yield (
                message("mistake.result.taken", name=name),
                lambda v, a, n=name: v - a[n],  # type: ignore[misc]
            )
        elif isinstance(value, np.ndarray):
            for axis in range(min(value.ndim, MOST_AXES)):
                quantity = message("relation.axis", axis=axis, name=name)
                yield from _scaled(quantity, lambda a, n=name, x=axis: a[n].shape[x])  # type: ignore[misc]
            if value.ndim > 1:
                quantity = message("relation.size", name=name)
                yield from _scaled(quantity, lambda a, n=name: a[n].size)  # type: ignore[misc]
            yield from _scaled(name, lambda a, n=name: a[n])  # type: ignore[misc]
            yield (
                message("mistake.result.masked", name=name),
                lambda v, a, n=name: v * (a[n] > 0),  # type: ignore[misc]
            )


def _scaled(
    quantity: str, factor: Callable[[Mapping[str, Any]], Any]
) -> Iterator[tuple[str, Change]]:
    for rule, change in (("times", np.multiply), ("divided", np.true_divide)):
        yield (
            message(f"mistake.result.{rule}", quantity=quantity),
            lambda v, a, c=change: c(v, factor(a)),  # type: ignore[misc]
        )
