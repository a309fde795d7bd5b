"""What a failing call shows without any hypothesis: a changed argument, a wrong shape, nothing but the dtype wrong."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, NamedTuple

from grader import values
from grader.messages import message
from grader.student import Call, as_array, close_arrays, replay_in_process


class Fact(NamedTuple):
    """A name and a hint, where the way in which a call failed gives them."""

    title: str | None = None
    hint: str | None = None


def fact_of_example(
    example: list[Call], reference: Any, signatures: Mapping[str, inspect.Signature]
) -> Fact:
    """What the last failing example shows by itself; an empty fact where numbers have to be compared."""
    changed = next((call for call in example if call.outcome == "told"), None)
    if changed is not None:
        names = ", ".join(_argument(changed, name, signatures) for name in changed.mutated)
        return Fact(message("fact.mutation", arguments=names), message("fact.mutation.hint"))
    call = example[-1]
    if call.outcome != "ok":
        return Fact()
    try:
        expected = replay_in_process(reference, example)
    except Exception:  # noqa: BLE001 - what the reference refuses has no right answer
        return Fact()
    pairs = _arrays(call.result, expected)
    if any(actual.shape != right.shape for actual, right in pairs):
        return Fact(None, message("fact.shape.hint"))
    if not all(close_arrays(actual, right) for actual, right in pairs):
        return Fact()
    for actual, right in pairs:
        if actual.ndim and right.dtype.kind == "f" and actual.dtype != right.dtype:
            title = message("fact.dtype", actual=actual.dtype.name, expected=right.dtype.name)
            return Fact(title, message("fact.dtype.hint"))
    return Fact()


def _argument(call: Call, name: str, signatures: Mapping[str, inspect.Signature]) -> str:
    """The name of an argument that is told by its position."""
    signature = signatures.get(call.name)
    names = list(signature.parameters) if signature else []
    return names[int(name)] if name.isdigit() and int(name) < len(names) else name


def _arrays(actual: Any, expected: Any) -> list[tuple[Any, Any]]:
    """The arrays of an answer beside those that should be there, as far as their structures agree."""
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            return []
        return [pair for both in zip(actual, expected, strict=True) for pair in _arrays(*both)]
    if isinstance(actual, dict) and isinstance(expected, dict):
        return [
            pair
            for key in expected
            if key in actual
            for pair in _arrays(actual[key], expected[key])
        ]
    if values.is_tensor(actual) is not values.is_tensor(expected):
        return []
    left, right = as_array(actual), as_array(expected)
    return [] if left is None or right is None else [(left, right)]
