"""Comparison in rungs, with tolerances that have a reason, in words a learner understands.

The rungs are type, shape, dtype, finite, mutation, values; the first that fails
is the one that is told. (Missing and raised come before, in `student`.)
"""

from __future__ import annotations

import math
import numbers
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from grader.model import Grid

Rung = Literal["type", "shape", "dtype", "finite", "mutation", "values"]

# Roundoff u and torch.testing's default tolerances (torch/testing/_comparison.py).
UNIT_ROUNDOFF = {"float64": 1.1e-16, "float32": 6.0e-8, "float16": 4.9e-4, "bfloat16": 3.9e-3}
TOLERANCES = {
    "float64": (1e-7, 1e-7),
    "float32": (1.3e-6, 1e-5),
    "float16": (1e-3, 1e-5),
    "bfloat16": (1.6e-2, 1e-5),
    "complex128": (1e-7, 1e-7),
    "complex64": (1.3e-6, 1e-5),
}
GRID_LIMIT = 14
SHOWN_LIMIT = 60


class CheckFailure(AssertionError):
    """A comparison that failed, with what a report needs to explain it."""

    def __init__(
        self,
        rung: Rung,
        message: str,
        expected: str = "",
        actual: str = "",
        grids: Sequence[Grid] = (),
    ) -> None:
        super().__init__(message)
        self.rung: Rung = rung
        self.message, self.expected, self.actual = message, expected, actual
        self.grids = list(grids)


# Set by `student`: raises CheckFailure when a call that made this value changed its arguments.
on_mutation_rung: Callable[[Any], None] = lambda actual: None  # noqa: E731 - a slot, not a function


def error_bound(magnitude: Any, terms: int, dtype: Any) -> Any:
    """Elementwise bound 8 sqrt(terms) u magnitude + tiny for sums of `terms` products.

    `magnitude` is the same sum over absolute values, in float64; u is the unit
    roundoff of `dtype`. After Higham, Accuracy and Stability of Numerical
    Algorithms, ch. 3, with sqrt(K) in place of K (rounding errors average out).
    """
    unit = UNIT_ROUNDOFF[_dtype_name(dtype)]
    return 8.0 * math.sqrt(max(terms, 1)) * unit * np.abs(magnitude) + 1e-300


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
    what : names the thing compared; default "the result"
    dtype : the demanded result dtype (default: that of an expected array); False for any
    bound : elementwise absolute bound (scalar or array) in place of rtol and atol
    names : names of the entries of an expected tuple, such as ("dx", "dw", "db")
    """
    what = what or "the result"
    if isinstance(expected, Mapping):
        _compare_dict(actual, expected, what, dtype, bound, rtol, atol)
    elif isinstance(expected, (list, tuple)):
        _compare_sequence(actual, expected, what, dtype, bound, rtol, atol, names)
    elif is_tensor(expected):
        _compare_tensor(actual, expected, what, dtype, bound, rtol, atol)
    elif isinstance(expected, np.ndarray):
        _compare_array(actual, expected, what, dtype, bound, rtol, atol)
    elif isinstance(expected, (bool, np.bool_)):
        _compare_exact(
            actual, bool(expected), what, isinstance(actual, (bool, np.bool_)), "True or False"
        )
    elif isinstance(expected, (numbers.Real, np.generic)):
        _compare_scalar(actual, expected, what, bound, rtol, atol)
    else:
        same_type = isinstance(actual, type(expected))
        _compare_exact(
            actual, expected, what, same_type, f"a value of type {type(expected).__name__}"
        )


def _compare_dict(
    actual: Any, expected: Any, what: str, dtype: Any, bound: Any, rtol: Any, atol: Any
) -> None:
    if not isinstance(actual, Mapping):
        raise CheckFailure(
            "type",
            f"{what} should be a dict, but it is {describe_type(actual)}.",
            show(expected),
            show(actual),
        )
    if set(actual) != set(expected):
        missing = sorted(map(str, set(expected) - set(actual)))
        extra = sorted(map(str, set(actual) - set(expected)))
        parts = [f"missing {', '.join(missing)}"] if missing else []
        parts += [f"not expected {', '.join(extra)}"] if extra else []
        raise CheckFailure(
            "shape",
            f"{what} should have other keys: {'; '.join(parts)}.",
            str(sorted(map(str, expected))),
            str(sorted(map(str, actual))),
        )
    for key, value in expected.items():
        part = bound.get(key) if isinstance(bound, Mapping) else bound
        assert_close(
            actual[key],
            value,
            what=f"{what}[{key!r}]",
            dtype=dtype,
            bound=part,
            rtol=rtol,
            atol=atol,
        )


def _compare_sequence(
    actual: Any,
    expected: Any,
    what: str,
    dtype: Any,
    bound: Any,
    rtol: Any,
    atol: Any,
    names: Sequence[str] | None,
) -> None:
    kind = type(expected).__name__
    if not isinstance(actual, (list, tuple)):
        raise CheckFailure(
            "type",
            f"{what} should be a {kind} of {len(expected)}, but it is {describe_type(actual)}.",
            show(expected),
            show(actual),
        )
    if len(actual) != len(expected):
        raise CheckFailure(
            "shape",
            f"{what} should have {len(expected)} entries, but it has {len(actual)}.",
            show(expected),
            show(actual),
        )
    bounds = bound if isinstance(bound, (list, tuple)) else [bound] * len(expected)
    for position, (one, other) in enumerate(zip(actual, expected, strict=True)):
        name = names[position] if names else f"{what}[{position}]"
        assert_close(
            one, other, what=name, dtype=dtype, bound=bounds[position], rtol=rtol, atol=atol
        )


def _compare_tensor(
    actual: Any, expected: Any, what: str, dtype: Any, bound: Any, rtol: Any, atol: Any
) -> None:
    if not is_tensor(actual):
        raise CheckFailure(
            "type",
            f"{what} should be a torch tensor, but it is {describe_type(actual)}.",
            show(expected),
            show(actual),
        )
    wanted = expected.dtype if dtype is None else dtype
    if (
        tuple(actual.shape) == tuple(expected.shape)
        and wanted is not False
        and actual.dtype != wanted
    ):
        raise CheckFailure(
            "dtype",
            f"{what} should have dtype {wanted}, but it has {actual.dtype}.",
            show(expected),
            show(actual),
        )
    name = _dtype_name(actual.dtype)
    tolerance = TOLERANCES.get(name)
    if bound is None and tolerance is not None:
        rtol = tolerance[0] if rtol is None else rtol
        atol = tolerance[1] if atol is None else atol
    _compare_array(to_numpy(actual), to_numpy(expected), what, False, _plain(bound), rtol, atol)


def _compare_scalar(
    actual: Any, expected: Any, what: str, bound: Any, rtol: Any, atol: Any
) -> None:
    if is_tensor(actual) and actual.ndim == 0:
        actual = actual.item()
    is_number = isinstance(actual, (numbers.Real, np.number)) and not isinstance(
        actual, (bool, np.bool_)
    )
    if isinstance(actual, np.ndarray) and actual.ndim == 0 and actual.dtype.kind in "iuf":
        is_number, actual = True, actual[()]
    if not is_number or np.iscomplexobj(actual):
        raise CheckFailure(
            "type",
            f"{what} should be one number, but it is {describe_type(actual)}.",
            show(expected),
            show(actual),
        )
    name = actual.dtype.name if isinstance(actual, np.floating) else "float64"
    default_rtol, default_atol = TOLERANCES.get(name, TOLERANCES["float64"])
    if isinstance(expected, (int, np.integer)) and bound is None and rtol is None and atol is None:
        default_rtol = default_atol = 0.0
        if float(actual) == float(expected) and int(actual) == int(expected):
            on_mutation_rung(actual)
            return
    _finish(
        np.asarray(actual),
        np.asarray(expected),
        what,
        bound,
        default_rtol if rtol is None else rtol,
        default_atol if atol is None else atol,
        (actual, expected),
    )


def _compare_array(
    actual: Any, expected: Any, what: str, dtype: Any, bound: Any, rtol: Any, atol: Any
) -> None:
    if not isinstance(actual, np.ndarray):
        if not (isinstance(actual, np.generic) and expected.ndim == 0):
            raise CheckFailure(
                "type",
                f"{what} should be a NumPy array, but it is {describe_type(actual)}.",
                show(expected),
                show(actual),
            )
        actual = np.asarray(actual)
    if actual.shape != expected.shape:
        raise CheckFailure(
            "shape",
            f"{what} should have shape {expected.shape}, but it has shape {actual.shape}.",
            f"shape {expected.shape}: {show(expected)}",
            f"shape {actual.shape}: {show(actual)}",
        )
    wanted = expected.dtype if dtype is None else dtype
    if wanted is not False and actual.dtype != np.dtype(wanted):
        raise CheckFailure(
            "dtype",
            f"{what} should have dtype {np.dtype(wanted)}, but it has {actual.dtype}.",
            f"dtype {np.dtype(wanted)}",
            f"dtype {actual.dtype}",
        )
    default_rtol, default_atol = TOLERANCES.get(actual.dtype.name, (0.0, 0.0))
    _finish(
        actual,
        expected,
        what,
        bound,
        default_rtol if rtol is None else rtol,
        default_atol if atol is None else atol,
        (actual, expected),
    )


def _finish(
    actual: Any,
    expected: Any,
    what: str,
    bound: Any,
    rtol: float,
    atol: float,
    shown: tuple[Any, Any],
) -> None:
    """The last rungs, on two arrays of one shape: finite, mutation, values."""
    if actual.dtype.kind not in "biufc" or expected.dtype.kind not in "biufc":
        on_mutation_rung(shown[0])
        if not np.array_equal(actual, expected):
            raise CheckFailure(
                "values", f"{what} differs from what is expected.", show(shown[1]), show(shown[0])
            )
        return
    wild = ~np.isfinite(actual) & np.isfinite(expected)
    if wild.any():
        place = _first(wild)
        raise CheckFailure(
            "finite",
            f"{_at(place, what)} is {actual[place]!s}, but it should be the finite number {_short(expected[place])}.",
            show(shown[1]),
            show(shown[0]),
            grids(actual, expected, place),
        )
    on_mutation_rung(shown[0])
    kind = np.complex128 if "c" in (actual.dtype.kind, expected.dtype.kind) else np.float64
    with np.errstate(all="ignore"):
        left, right = actual.astype(kind), expected.astype(kind)
        allowed = (
            np.broadcast_to(bound, left.shape) if bound is not None else atol + rtol * np.abs(right)
        )
        allowed = np.where(np.isfinite(right), allowed, 0.0)
        equal = (left == right) | (np.isnan(left) & np.isnan(right))
        distance = np.where(equal, 0.0, np.abs(left - right))
        distance = np.where(np.isnan(distance), np.inf, distance)
        wrong = ~equal & (distance > allowed)
    if not wrong.any():
        return
    place = _worst(np.where(wrong, distance, -1.0))
    raise CheckFailure(
        "values",
        _values_message(
            what, actual, expected, place, distance[place], allowed[place], wrong, bound is not None
        ),
        show(shown[1]),
        show(shown[0]),
        grids(actual, expected, place),
    )


def _values_message(
    what: str,
    actual: Any,
    expected: Any,
    place: Any,
    distance: Any,
    allowed: Any,
    wrong: Any,
    derived: bool,
) -> str:
    got, want = _short(actual[place]), _short(expected[place])
    text = f"{_at(place, what)} is {got}, but it should be {want}"
    if allowed == 0:
        text += "."
    else:
        reason = "rounding errors of a sum this long" if derived else f"rounding in {actual.dtype}"
        text += f" (off by {distance:.3g}; {allowed:.2g} is allowed for {reason})."
    if wrong.size > 1:
        text += f" {int(wrong.sum())} of {wrong.size} numbers differ."
    return text


def _compare_exact(actual: Any, expected: Any, what: str, same_type: bool, kind: str) -> None:
    if not same_type:
        raise CheckFailure(
            "type",
            f"{what} should be {kind}, but it is {describe_type(actual)}.",
            show(expected),
            show(actual),
        )
    on_mutation_rung(actual)
    if actual != expected:
        raise CheckFailure(
            "values",
            f"{what} is {show(actual)}, but it should be {show(expected)}.",
            show(expected),
            show(actual),
        )


def _first(mask: Any) -> tuple[int, ...]:
    return tuple(int(index) for index in np.unravel_index(int(np.argmax(mask)), mask.shape))


def _worst(distance: Any) -> tuple[int, ...]:
    return tuple(int(index) for index in np.unravel_index(int(np.argmax(distance)), distance.shape))


def _at(place: tuple[int, ...], what: str) -> str:
    return f"element [{', '.join(map(str, place))}] of {what}" if place else what


def _short(value: Any) -> str:
    plain = value.item() if isinstance(value, np.generic) else value
    return f"{plain:.6g}" if isinstance(plain, float) else str(plain)


def _plain(bound: Any) -> Any:
    return to_numpy(bound) if is_tensor(bound) else bound


def is_tensor(value: Any) -> bool:
    """Whether a value is a torch tensor, without importing torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def to_numpy(tensor: Any) -> Any:
    """A tensor's values as an array; bfloat16 widened to float32 (NumPy has no bfloat16)."""
    tensor = tensor.detach().cpu()
    return (tensor.float() if _dtype_name(tensor.dtype) == "bfloat16" else tensor).numpy()


def _dtype_name(dtype: Any) -> str:
    name = str(dtype)
    return name.removeprefix("torch.") if name.startswith("torch.") else np.dtype(dtype).name


def describe_type(value: Any) -> str:
    """The type of a value in a learner's words, such as "a NumPy array of shape (2, 3)"."""
    if value is None:
        return "None (is a return missing?)"
    if isinstance(value, np.ndarray):
        return f"a NumPy array of shape {value.shape}"
    if is_tensor(value):
        return f"a torch tensor of shape {tuple(value.shape)}"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a value of type {type(value).__name__}"


def show(value: Any) -> str:
    """A value as text that fits a report: short arrays whole, long ones cut."""
    if isinstance(value, np.ndarray):
        return np.array2string(
            value,
            precision=5,
            threshold=SHOWN_LIMIT,
            edgeitems=3,
            separator=", ",
            suppress_small=True,
        )
    if is_tensor(value):
        return f"tensor({show(to_numpy(value))})"
    if isinstance(value, np.generic):
        return show(value.item())
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else str(value)
    if isinstance(value, tuple):
        inside = ", ".join(show(item) for item in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, list):
        return f"[{', '.join(show(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {show(item)}" for key, item in value.items()) + "}"
    return repr(value)[:2000]


def grids(actual: Any, expected: Any, place: tuple[int, ...]) -> list[Grid]:
    """Expected, got and difference around the worst element, as 2-D slices for the report."""
    if expected.ndim == 0 or expected.size < 2 or "c" in (actual.dtype.kind, expected.dtype.kind):
        return []
    matrix_place = place[:-2]
    one, other = (
        np.atleast_2d(array[matrix_place]).astype(np.float64) for array in (expected, actual)
    )
    row, column = (place[-2] if expected.ndim > 1 else 0), place[-1]
    top, left = (max(0, spot - GRID_LIMIT // 2) for spot in (row, column))
    window = np.s_[top : top + GRID_LIMIT, left : left + GRID_LIMIT]
    suffix = f" at [{', '.join(map(str, matrix_place))}]" if matrix_place else ""
    with np.errstate(all="ignore"):
        parts = [("Expected", one), ("Got", other), ("Got minus expected", other - one)]
    return [
        Grid(
            title=title + suffix,
            rows=[
                [v if math.isfinite(v) else None for v in map(float, line)] for line in part[window]
            ],
        )
        for title, part in parts
    ]
