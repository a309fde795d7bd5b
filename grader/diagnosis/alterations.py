"""Counterfactual calls: what a function would be asked if an argument were ignored, exchanged, off by one.

An alteration changes one or two arguments of every call of one function; its name is a rule of the
catalog filled with the names of the parameters. The reference's answers to the altered calls are
those of a learner who makes that mistake.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Any, NamedTuple

import numpy as np

from grader import values
from grader.diagnosis.probes import Program, Signatures, qualified, with_arguments
from grader.messages import message
from grader.student import Call


class Alteration(NamedTuple):
    """`change` maps a call's arguments by name to others; `name` says it as a learner reads it."""

    target: str
    name: str
    change: Callable[[dict[str, Any]], dict[str, Any]]

    def applied(self, program: Program, signatures: Signatures) -> Program:
        """The program with the arguments of every call of the target changed."""
        return [
            self._changed(call, signatures[self.target]) if qualified(call) == self.target else call
            for call in program
        ]

    def _changed(self, call: Call, signature: inspect.Signature) -> Call:
        arguments = bound(call, signature)
        if arguments is None:
            return call
        try:
            with np.errstate(all="ignore"):
                return with_arguments(call, (), self.change(arguments))
        except Exception:  # noqa: BLE001 - a change that does not fit these arguments changes nothing
            return call


def bound(call: Call, signature: inspect.Signature) -> dict[str, Any] | None:
    """A call's arguments by name, defaults too; None where they do not fit."""
    parameters = [
        parameter for parameter in signature.parameters.values() if parameter.name != "self"
    ]
    if any(
        parameter.kind
        in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD, parameter.POSITIONAL_ONLY)
        for parameter in parameters
    ):
        return None
    try:
        given = signature.replace(parameters=parameters).bind(*call.args, **call.kwargs)
    except TypeError:
        return None
    given.apply_defaults()
    return dict(given.arguments)


def alterations(programs: Sequence[Program], signatures: Signatures) -> list[Alteration]:
    """Every counterfactual call of the functions that the programs call."""
    seen: dict[str, list[dict[str, Any]]] = {}
    for program in programs:
        for call in program:
            name = qualified(call)
            if name in signatures and (arguments := bound(call, signatures[name])) is not None:
                seen.setdefault(name, []).append(arguments)
    every = []
    for target, calls in seen.items():
        for name in calls[0]:
            column = [call[name] for call in calls if name in call]
            parameter = signatures[target].parameters[name]
            for text, change in _of_one(name, column, parameter):
                every.append(Alteration(target, text, _setting(name, change)))
        for one, two in combinations(calls[0], 2):
            if all(_alike(call[one], call[two]) for call in calls if one in call and two in call):
                text = message("mistake.arguments_exchanged", one=one, two=two)
                every.append(Alteration(target, text, _exchanging(one, two)))
                for wanted, given in ((one, two), (two, one)):
                    text = message("mistake.name_for", given=given, wanted=wanted)
                    every.append(Alteration(target, text, _taking(wanted, given)))
        every += [
            Alteration(
                target, message("mistake.derived", name=name, array=array, what=what), change
            )
            for name, array in permutations(calls[0], 2)
            if all(type(call.get(name)) is int and _is_array(call.get(array)) for call in calls)
            for what, change in _derived(name, array)
        ]
    return every


Change = Callable[[Any], Any]


def _setting(name: str, change: Change) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda arguments: {**arguments, name: change(arguments[name])}


def _exchanging(one: str, two: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda arguments: {**arguments, one: arguments[two], two: arguments[one]}


def _taking(wanted: str, given: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda arguments: {**arguments, wanted: arguments[given]}


def _derived(
    name: str, array: str
) -> Iterator[tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]]:
    """A whole number that is counted in an array where it is given."""
    counts: dict[str, Change] = {
        "highest": lambda v: int(v.max()) + 1,
        "distinct": lambda v: len(np.unique(v)),
        "rows": len,
        "last_axis": lambda v: v.shape[-1],
    }
    for rule, count in counts.items():
        yield (
            message(f"mistake.derived.{rule}"),
            lambda arguments, c=count: {**arguments, name: c(arguments[array])},  # type: ignore[misc]
        )


def _alike(one: Any, two: Any) -> bool:
    if type(one) is not type(two) or isinstance(one, str):
        return False
    return not hasattr(one, "shape") or len(one.shape) == len(two.shape)


def _of_one(
    name: str, column: Sequence[Any], parameter: inspect.Parameter
) -> Iterator[tuple[str, Change]]:
    """What may be done to one parameter that has had these values."""

    def said(rule: str, /, **more: object) -> str:
        return message(f"mistake.{rule}", name=name, **more)

    default = parameter.default
    if default is not inspect.Parameter.empty and any(_differs(value, default) for value in column):
        yield said("ignored"), lambda _: default
    kinds = {type(value) for value in column if value is not None}
    if kinds <= {bool} and kinds:
        yield said("negated"), lambda v: not v
        for flag in (True, False):
            if flag is not default:
                yield said("always", value=flag), lambda _, f=flag: f  # type: ignore[misc]
    elif kinds <= {str} and kinds:
        for text in sorted({value for value in column if value is not None}):
            yield said("always", value=f"“{text}”"), lambda _, t=text: t  # type: ignore[misc]
    elif kinds <= {int, float, np.int64, np.float64, tuple} and kinds:
        yield from _of_numbers(said, kinds, default)
    elif all(_is_array(value) for value in column):
        yield from _of_arrays(said, column)
    elif kinds <= {list} and kinds:
        yield from _of_lists(said, column)
    elif kinds <= {dict} and kinds:
        pass


Said = Callable[..., str]


def _of_numbers(said: Said, kinds: set[type], default: Any) -> Iterator[tuple[str, Change]]:
    if tuple in kinds:
        yield said("entries_exchanged"), lambda v: v[::-1] if type(v) is tuple else v
        yield said("first_entry"), lambda v: (v[0],) * len(v) if type(v) is tuple else v
        yield said("last_entry"), lambda v: (v[-1],) * len(v) if type(v) is tuple else v

    def each(change: Change) -> Change:
        return lambda v: (
            tuple(map(change, v)) if type(v) is tuple else v if v is None else change(v)
        )

    for constant in (0, 1):
        if constant != default or type(default) is bool:
            yield said("always", value=constant), each(lambda v, c=constant: type(v)(c))  # type: ignore[misc]
    if float not in kinds:
        yield said("one_more"), each(lambda v: v + 1)
        yield said("one_less"), each(lambda v: v - 1)
        yield said("doubled"), each(lambda v: 2 * v)
        yield said("halved"), each(lambda v: v // 2)
    else:
        yield said("doubled"), each(lambda v: 2 * v)
        yield said("halved"), each(lambda v: v / 2)
        yield said("complement"), each(lambda v: 1 - v)
        yield said("rooted"), each(lambda v: abs(v) ** 0.5)
        yield said("inverted"), each(lambda v: 1 / v)
        yield said("truncated"), each(lambda v: float(int(v)))
    yield said("squared"), each(lambda v: v * v)
    yield said("sign"), each(lambda v: -v)


def _of_arrays(said: Said, column: Sequence[Any]) -> Iterator[tuple[str, Change]]:
    dimensions = {len(array.shape) for array in column}
    kind = {str(array.dtype).removeprefix("torch.")[0] for array in column}
    if max(dimensions) >= 2:
        yield said("transposed"), lambda v: v.swapaxes(-1, -2) if v.ndim > 1 else v
        for axis in range(-1, -1 - min(max(dimensions), 4), -1):
            yield (
                said("reversed", axis=axis),
                lambda v, a=axis: np.flip(v, a) if v.ndim >= -a else v,  # type: ignore[misc]
            )
        yield said("flipped_both"), lambda v: np.flip(v, (-1, -2)) if v.ndim > 1 else v
        yield (
            said("only_first_channel"),
            lambda v: v * (np.arange(v.shape[1]) == 0).reshape(1, -1, *[1] * (v.ndim - 2)),
        )
    elif dimensions == {1}:
        yield said("reversed", axis=0), lambda v: np.flip(v, 0)
        yield said("as_column"), lambda v: v[:, None]
        yield said("as_row"), lambda v: v[None]
    yield said("first_for_all"), lambda v: np.broadcast_to(v[:1], v.shape).copy()
    if kind <= {"f"}:
        yield said("sign"), lambda v: -v
        yield said("absolute"), abs
        yield said("rounded"), lambda v: np.rint(v)
        yield said("truncated"), lambda v: np.trunc(v)
        yield said("squared"), lambda v: v * v
        yield said("clipped"), lambda v: np.maximum(v, 0)
        yield said("ones"), np.ones_like
        yield said("zeros"), np.zeros_like
        yield said("signs_only"), np.sign
        yield said("normalised"), lambda v: v / np.linalg.norm(v)
        yield (
            said("softmaxed"),
            lambda v: (
                np.exp(v - v.max(-1, keepdims=True))
                / np.exp(v - v.max(-1, keepdims=True)).sum(-1, keepdims=True)
            ),
        )
    else:
        yield said("one_more"), lambda v: v + 1
        yield said("one_less"), lambda v: v - 1


def _of_lists(said: Said, column: Sequence[Any]) -> Iterator[tuple[str, Change]]:
    yield said("list_reversed"), lambda v: v[::-1]
    yield said("first_dropped"), lambda v: v[1:]
    yield said("last_dropped"), lambda v: v[:-1]
    yield said("only_first"), lambda v: v[:1]
    entries = [entry for value in column for entry in value]
    if entries and all(type(entry) is dict for entry in entries):
        for key in sorted({key for entry in entries for key in entry if type(key) is str}):
            yield (
                said("key_ignored", key=key),
                lambda v, k=key: [{n: i for n, i in e.items() if n != k} for e in v],  # type: ignore[misc]
            )
            pairs = any(type(entry.get(key)) is tuple for entry in entries)
            if pairs:
                yield (
                    said("key_exchanged", key=key),
                    lambda v, k=key: [  # type: ignore[misc]
                        {n: i[::-1] if n == k and type(i) is tuple else i for n, i in e.items()}
                        for e in v
                    ],
                )
    elif entries and all(type(entry) is tuple for entry in entries):
        length = min(map(len, entries))
        if length >= 2:
            yield (
                said("list_entries_exchanged"),
                lambda v: [(e[1], e[0], *e[2:]) for e in v],
            )


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and not values.is_tensor(value)


def _differs(one: Any, two: Any) -> bool:
    if hasattr(one, "shape") or hasattr(two, "shape"):
        return one is not two
    return type(one) is not type(two) or bool(one != two)
