"""What answers look like from afar: short rows of numbers that can be compared, thousands at once.

Two implementations of one mistake give the same row up to rounding, whatever the dtype of their
results; where a shape, a type or an exception differs the rows differ in a code. A row has one
column for each number or array in the reference's answer to each call of each probe (`asking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from grader import values
from grader.diagnosis.asking import OBJECT, Column, Leaf, leaves, row_of
from grader.sandbox import wire
from grader.student import Answer, RemoteObject, same_answer

Array = np.ndarray[Any, Any]
OF_A_CODE = 0.4  # how telling another shape or structure is, or an exception


class Row(NamedTuple):
    """A fingerprint: for each column a code, a weighted sum, and how large its rounding may be."""

    codes: Array
    values: Array
    scales: Array


def leaves_of(answer: Answer) -> dict[str, Leaf]:
    """Where in an answer -> what is there."""
    return leaves(answer.kind, _marked(answer.value))


def _marked(value: Any) -> Any:
    """The value with every object as a worker marks it, and tensors as arrays."""
    if isinstance(value, RemoteObject):
        return [OBJECT, value._handle.class_name]
    if isinstance(value, wire.Handle):
        return [OBJECT, value.class_name]
    if values.is_tensor(value):
        return values.to_numpy(value)
    if type(value) in (list, tuple):
        return type(value)(map(_marked, value))
    if type(value) is dict:
        return {key: _marked(item) for key, item in value.items()}
    return value


Leaves = list[list[dict[str, Leaf]]]
"""What stands where, for each answer of each program."""


def leaves_of_all(answers: Sequence[Sequence[Answer]]) -> Leaves:
    """Where in each answer -> what is there."""
    return [[leaves_of(answer) for answer in steps] for steps in answers]


def fingerprint(known: Leaves, columns: Sequence[Column]) -> Row:
    """The row of these answers; a call that was not answered is absent."""
    codes, numbers = row_of(known, list(columns))
    return Row(codes, *numbers)


def stacked(rows: Sequence[Row], columns: int) -> Row:
    """Rows as one of stacks."""
    kinds = (np.int64, float, float)
    return Row(
        *(
            np.array([row[part] for row in rows], kind).reshape(len(rows), columns)
            for part, kind in enumerate(kinds)
        )
    )


def differing_places(actual: Any, expected: Any) -> set[str]:
    """Where in an answer two values differ."""
    one, two = (leaves_of(Answer("ok", value)) for value in (actual, expected))
    columns = [(0, 0, path) for path in two]
    rows = [fingerprint([[known]], columns) for known in (one, two)]
    unlike = ~same(*rows)
    return {path for (_, _, path), wrong in zip(columns, unlike, strict=True) if wrong} | (
        one.keys() ^ two.keys()
    )


def same(one: Row, other: Row) -> Array:
    """For each column whether the two agree; either may be a stack of rows."""
    close = np.abs(one.values - other.values) <= one.scales + other.scales + 1e-9
    return np.asarray((one.codes == other.codes) & close)


def digest(row: Row) -> bytes:
    """Equal for rows that agree, apart from bad luck with rounding."""
    with np.errstate(all="ignore"):
        step = 10.0 ** np.floor(np.log10(np.maximum(np.abs(row.values), 1e-3)) - 4)
        return bytes(row.codes.tobytes() + np.rint(row.values / step).tobytes())


def telling_difference(answer: Answer, right: Answer) -> float:
    """How many telling numbers of an answer differ from the right one; 0 where they agree."""
    if same_answer(answer, right):
        return 0.0
    known = leaves_of(right)
    return OF_A_CODE + sum(
        weight(leaf.array, known[path].array if path in known else None)
        for path, leaf in leaves_of(answer).items()
        if leaf.array is not None
    )


def weight(actual: Any, expected: Any) -> float:
    """How much it says that `actual` came out where `expected` should have: its telling numbers.

    NaN, zeros and small whole numbers hardly tell; many mistakes give the same.
    """
    if actual is None:
        return 0.0
    numbers = np.asarray(actual).ravel()
    if numbers.dtype.kind in "fc" and (lost := np.isnan(numbers)).any():
        return (
            0.3 if lost.all() else 1.0
        )  # where all overflows says little: most mistakes do so alike
    if expected is not None and numbers.shape == np.asarray(expected).ravel().shape:
        numbers = numbers[~np.isclose(numbers, np.asarray(expected).ravel(), equal_nan=True)]
    if numbers.dtype.kind == "c":
        numbers = numbers.real
    with np.errstate(over="ignore"):
        numbers = np.unique(numbers[np.isfinite(numbers)].astype(float).round(9))
    small = (np.abs(numbers) < 10) & (numbers == np.rint(numbers))
    return float(min((~small).sum() + 0.4 * small.sum(), 20.0))
