"""Comparison in rungs, with tolerances that have a reason, in words a learner understands.

The rungs are type, shape, dtype, finite, mutation, values; the first that fails
is the one that is told. (Missing and raised come before, in `student`.)
"""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from grader import values
from grader.messages import message
from grader.model import Grid, Rung
from grader.testing.failures import CheckFailure, demand_arguments_unchanged
from grader.testing.tolerances import TOLERANCES, Rule


def assert_close(
    actual: Any,
    expected: Any,
    *,
    what: str = "",
    dtype: Any = None,
    bound: Any = None,
    rtol: float | None = None,
    atol: float | None = None,
    names: Sequence[str] | None = None,
) -> None:
    """Compare a learner's result with what is expected; raise `CheckFailure` at the first failing rung.

    Parameters
    ----------
    expected : array, tensor, real scalar, bool, str, None, or list/tuple/dict of those
    what : names what is compared; default "the result"
    dtype : the demanded result dtype (default: that of an expected array); False for any
    bound : elementwise absolute bound (scalar or array) in place of rtol and atol
    names : names of the entries of an expected tuple, such as ("dx", "dw", "db")
    """
    what = what or message("compare.whole")
    _compare(actual, expected, what, Rule(dtype, bound, rtol, atol), names)


def _compare(
    actual: Any, expected: Any, what: str, rule: Rule, names: Sequence[str] | None = None
) -> None:
    if isinstance(expected, Mapping):
        _compare_dict(actual, expected, what, rule)
    elif isinstance(expected, (list, tuple)):
        _compare_sequence(actual, expected, what, rule, names)
    elif values.is_tensor(expected):
        _compare_tensor(actual, expected, what, rule)
    elif isinstance(expected, np.ndarray):
        _compare_array(actual, expected, what, rule)
    elif isinstance(expected, (bool, np.bool_)):
        is_bool = isinstance(actual, (bool, np.bool_))
        _compare_exact(actual, bool(expected), what, is_bool, message("kind.bool"))
    elif isinstance(expected, (numbers.Real, np.generic)):
        _compare_scalar(actual, expected, what, rule)
    else:
        kind = message("kind.other", type=type(expected).__name__)
        _compare_exact(actual, expected, what, isinstance(actual, type(expected)), kind)


def _fail(
    rung: Rung, text: str, actual: Any, expected: Any, grids: Sequence[Grid] = ()
) -> NoReturn:
    raise CheckFailure(rung, text, *values.show_both(expected, actual), grids)


def _fail_type(actual: Any, expected: Any, what: str, kind: str) -> NoReturn:
    text = message("compare.type", what=what, expected=kind, actual=values.describe_type(actual))
    _fail("type", text, actual, expected)


def _compare_dict(actual: Any, expected: Any, what: str, rule: Rule) -> None:
    if not isinstance(actual, Mapping):
        _fail_type(actual, expected, what, message("kind.dict"))
    if set(actual) != set(expected):
        missing = sorted(map(_key, set(expected) - set(actual)))
        extra = sorted(map(_key, set(actual) - set(expected)))[: values.SHOWN_LIMIT]
        names = {"missing": ", ".join(missing), "extra": ", ".join(extra)}
        key = "both" if missing and extra else "missing" if missing else "extra"
        raise CheckFailure(
            "shape",
            message(f"compare.keys.{key}", what=what, **names),
            values.show(sorted(map(_key, expected))),
            values.show(sorted(map(_key, actual))),
        )
    for key, value in expected.items():
        bound = rule.bound.get(key) if isinstance(rule.bound, Mapping) else rule.bound
        _compare(actual[key], value, f"{what}[{key!r}]", rule._replace(bound=bound))


def _key(key: Any) -> str:
    """A key as it reads in a sentence."""
    return key if isinstance(key, str) and key.isprintable() else repr(key)[:100]


def _compare_sequence(
    actual: Any, expected: Any, what: str, rule: Rule, names: Sequence[str] | None
) -> None:
    count = len(expected)
    if not isinstance(actual, (list, tuple)):
        _fail_type(actual, expected, what, values.sequence_type(type(expected), count))
    if len(actual) != count:
        text = message("compare.length", what=what, expected=count, actual=len(actual))
        _fail("shape", text, actual, expected)
    bounds = rule.bound if isinstance(rule.bound, (list, tuple)) else [rule.bound] * count
    for position, (part, expected_part) in enumerate(zip(actual, expected, strict=True)):
        name = names[position] if names else f"{what}[{position}]"
        _compare(part, expected_part, name, rule._replace(bound=bounds[position]))


def _compare_tensor(actual: Any, expected: Any, what: str, rule: Rule) -> None:
    if not values.is_tensor(actual):
        _fail_type(actual, expected, what, message("kind.tensor"))
    wanted = expected.dtype if rule.dtype is None else rule.dtype
    same_shape = tuple(actual.shape) == tuple(expected.shape)
    if same_shape and wanted is not False and actual.dtype != wanted:
        text = message("compare.dtype", what=what, expected=wanted, actual=actual.dtype)
        _fail("dtype", text, actual, expected)
    bound = values.to_numpy(rule.bound) if values.is_tensor(rule.bound) else rule.bound
    # bfloat16 has no array: its tolerance is found here, by its own name.
    rtol, atol = rule.tolerances(values.dtype_name(actual.dtype), (0.0, 0.0))
    _compare_array(
        values.to_numpy(actual), values.to_numpy(expected), what, Rule(False, bound, rtol, atol)
    )


def _compare_scalar(actual: Any, expected: Any, what: str, rule: Rule) -> None:
    if values.is_tensor(actual) and actual.numel() == 1:
        text = message("number.tensor", what=what)
        raise CheckFailure("type", text, values.show(expected), values.show(actual))
    number = actual
    if isinstance(actual, np.ndarray) and actual.ndim == 0 and actual.dtype.kind in "iuf":
        number = actual[()]
    is_number = isinstance(number, (numbers.Real, np.number)) and not np.iscomplexobj(
        np.asarray(number)
    )
    if not is_number or isinstance(number, (bool, np.bool_)):
        _fail_type(actual, expected, what, message("kind.number"))
    name = number.dtype.name if isinstance(number, np.floating) else "float64"
    if isinstance(expected, (int, np.integer)) and rule.is_strict:
        if float(number) == float(expected) and int(number) == int(expected):
            if not isinstance(number, numbers.Integral):  # range() and shapes take no 4.0
                words = {"expected": message("kind.int"), "actual": values.describe_type(actual)}
                text = message("compare.type", what=what, **words)
                raise CheckFailure("type", text, f"{int(number)}", f"{float(number)}")
            demand_arguments_unchanged()
            return
        rule = rule._replace(rtol=0.0, atol=0.0)
    rtol, atol = rule.tolerances(name, TOLERANCES["float64"])
    pair = np.asarray(number), np.asarray(expected)
    _compare_numbers(*pair, what, Rule(False, rule.bound, rtol, atol), (actual, expected))


def _compare_array(actual: Any, expected: Any, what: str, rule: Rule) -> None:
    if isinstance(actual, np.generic) and expected.ndim == 0:
        actual = np.asarray(actual)
    if not isinstance(actual, np.ndarray):
        _fail_type(actual, expected, what, message("kind.array"))
    if actual.shape != expected.shape:
        raise CheckFailure(
            "shape",
            message("compare.shape", what=what, expected=expected.shape, actual=actual.shape),
            message("compare.shape.shown", shape=expected.shape, value=values.show(expected)),
            message("compare.shape.shown", shape=actual.shape, value=values.show(actual)),
        )
    wanted = expected.dtype if rule.dtype is None else rule.dtype
    if wanted is not False and actual.dtype != np.dtype(wanted):
        right = np.dtype(wanted)
        raise CheckFailure(
            "dtype",
            message("compare.dtype", what=what, expected=right, actual=actual.dtype),
            message("compare.dtype.shown", dtype=right),
            message("compare.dtype.shown", dtype=actual.dtype),
        )
    rtol, atol = rule.tolerances(actual.dtype.name, (0.0, 0.0))
    _compare_numbers(
        actual, expected, what, Rule(False, rule.bound, rtol, atol), (actual, expected)
    )


def _compare_numbers(
    actual: Any, expected: Any, what: str, rule: Rule, shown: tuple[Any, Any]
) -> None:
    """The last rungs, on two arrays of one shape: finite, mutation, values."""
    if actual.dtype.kind not in "biufc" or expected.dtype.kind not in "biufc":
        demand_arguments_unchanged()
        if not np.array_equal(actual, expected):
            _fail("values", message("compare.no_numbers", what=what), *shown)
        return
    wild = ~np.isfinite(actual) & np.isfinite(expected)
    if wild.any():
        place = _largest(wild)
        right = values.short(expected[place])
        where = _at(place, what)
        text = message("compare.not_finite", what=where, actual=str(actual[place]), expected=right)
        _fail("finite", text, *shown, values.grids(actual, expected, place))
    demand_arguments_unchanged()
    distance, allowed = _distances(actual, expected, rule)
    wrong = distance > allowed
    if not wrong.any():
        return
    place = _largest(np.where(wrong, distance, -1.0))
    key = "compare.value"
    if allowed[place]:
        key += ".rounding" if rule.bound is None else ".bound"
    right, shown_actual = values.short_both(expected[place], actual[place])
    text = message(
        key,
        what=_at(place, what),
        actual=shown_actual,
        expected=right,
        distance=distance[place],
        allowed=allowed[place],
        dtype=actual.dtype,
    )
    if wrong.size > 1:
        count = int(wrong.sum())
        text = message("compare.several", first=text, wrong=count, total=wrong.size)
    _fail("values", text, *shown, values.grids(actual, expected, place))


def _distances(actual: Any, expected: Any, rule: Rule) -> tuple[Any, Any]:
    """How far each number is off, and how far it may be; equal infinities and NaNs are not off."""
    kind = np.complex128 if "c" in (actual.dtype.kind, expected.dtype.kind) else np.float64
    with np.errstate(all="ignore"):
        left, right = actual.astype(kind), expected.astype(kind)
        relative = rule.atol + rule.rtol * np.abs(right)
        allowed = np.broadcast_to(rule.bound, left.shape) if rule.bound is not None else relative
        equal = (left == right) | (np.isnan(left) & np.isnan(right))
        distance = np.where(equal, 0.0, np.abs(left - right))
        distance = np.where(np.isnan(distance), np.inf, distance)
        return distance, np.where(np.isfinite(right), allowed, 0.0)


def _compare_exact(actual: Any, expected: Any, what: str, same_type: bool, kind: str) -> None:
    if not same_type:
        _fail_type(actual, expected, what, kind)
    demand_arguments_unchanged()
    if actual != expected:
        right, shown = values.show_both(expected, actual)
        text = message("compare.value", what=what, actual=shown, expected=right)
        _fail("values", text, actual, expected)


def _largest(numbers_: Any) -> tuple[int, ...]:
    """The place of the largest entry, the first of several."""
    place = np.unravel_index(int(np.argmax(numbers_)), numbers_.shape)
    return tuple(int(index) for index in place)


def _at(place: tuple[int, ...], what: str) -> str:
    if not place:
        return what
    return message("compare.element", place=", ".join(map(str, place)), what=what)
